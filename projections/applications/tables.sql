-- One row for each application to an activity. side: '' to observe. version: of its stream. stood: when applications were closed.
-- rank: within its side, by the lot or, of observers who are taken as they came, by their order. name: where it stands in the list.
CREATE TABLE applications (
    application_id uuid PRIMARY KEY,
    activity_id uuid NOT NULL,
    consultation_id uuid NOT NULL,
    position bigint NOT NULL,
    version integer NOT NULL,
    side text NOT NULL,
    category text NOT NULL,
    submitted_at timestamptz NOT NULL,
    status text NOT NULL,
    stood boolean NOT NULL,
    rank integer,
    reason text,
    name text,
    erased boolean NOT NULL
);

CREATE INDEX applications_in_order ON applications (activity_id, position);
CREATE INDEX applications_ranked ON applications (activity_id, side, rank) WHERE rank IS NOT NULL;
CREATE INDEX applications_observing ON applications (activity_id, position) WHERE side = '' AND status = 'waiting';
CREATE INDEX applications_kept ON applications (activity_id, position) WHERE NOT erased;

-- How many applied for a side of an activity, and how many of these stand: neither withdrawn nor declined.
CREATE TABLE application_counts (
    activity_id uuid NOT NULL,
    side text NOT NULL,
    applied integer NOT NULL,
    standing integer NOT NULL,
    PRIMARY KEY (activity_id, side)
);
