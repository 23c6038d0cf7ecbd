-- Every anchor by a time stamp; its token stands in the log only.
CREATE TABLE anchors (
    position bigint PRIMARY KEY,
    consultation_id uuid NOT NULL,
    version integer NOT NULL,
    at timestamptz NOT NULL,
    occasion text NOT NULL,
    size bigint NOT NULL,
    stamped_at timestamptz NOT NULL,
    authority text NOT NULL
);

CREATE INDEX anchors_consultation ON anchors (consultation_id, version);
CREATE INDEX anchors_size ON anchors (size);
