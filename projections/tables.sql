-- How far the read models are, and with which definitions they were built.
CREATE TABLE progress (
    position bigint NOT NULL,
    fingerprint text NOT NULL
);
