-- What each member of staff has done, by his random id: for the people page and for audits.
CREATE TABLE acts (
    actor uuid NOT NULL,
    position bigint NOT NULL,
    at timestamptz NOT NULL,
    topic text NOT NULL,
    consultation_id uuid NOT NULL,
    PRIMARY KEY (actor, position)
);
