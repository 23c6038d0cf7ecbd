-- What keeps floods out of the log: levels that the web processes share, efforts that were made use of, and counts of what was refused.
CREATE SCHEMA admission;
-- Unlogged: after a crash the levels are empty, and nobody is worse off. Keys are keyed hashes; no address can be read from them.
CREATE UNLOGGED TABLE admission.levels (
    key bytea PRIMARY KEY,
    level double precision NOT NULL,
    drained_per_second double precision NOT NULL,
    most double precision NOT NULL,
    at double precision NOT NULL  -- seconds since 1970
);
CREATE UNLOGGED TABLE admission.efforts (
    effort bytea PRIMARY KEY,
    used_for bytea NOT NULL,
    until double precision NOT NULL
);
CREATE TABLE admission.refused (
    consultation_id uuid NOT NULL,
    day date NOT NULL,  -- in Beijing
    reason text NOT NULL,
    count bigint NOT NULL,
    PRIMARY KEY (consultation_id, day, reason)
);
GRANT USAGE ON SCHEMA admission TO consult_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON admission.levels, admission.efforts TO consult_app;
GRANT SELECT, INSERT, UPDATE ON admission.refused TO consult_app;
