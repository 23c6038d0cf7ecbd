-- The event log: the stored bytes of an event are the leaf, its position is the leaf index (RFC 9162).
CREATE SCHEMA log;
GRANT USAGE ON SCHEMA log TO consult_app;

CREATE TABLE log.events (
    position bigint PRIMARY KEY,
    originator_id uuid NOT NULL,
    originator_version integer NOT NULL,
    topic text NOT NULL,
    consultation_id uuid,
    state bytea NOT NULL,
    leaf_hash bytea NOT NULL,
    UNIQUE (originator_id, originator_version)
);
CREATE INDEX events_about ON log.events (consultation_id, position);
GRANT SELECT, INSERT ON log.events TO consult_app;

-- Roots of full subtrees of 256, 65,536, … leaves: the hashes of the higher tiles.
CREATE TABLE log.subtrees (
    level smallint NOT NULL,
    index bigint NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (level, index)
);
GRANT SELECT, INSERT ON log.subtrees TO consult_app;

-- One row: the lock of this row is the order of the log.
CREATE TABLE log.head (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    size bigint NOT NULL,
    edge bytea NOT NULL,
    checkpoint text NOT NULL,
    last_timestamp timestamptz
);
INSERT INTO log.head (size, edge, checkpoint) VALUES (0, '', '');
GRANT SELECT, UPDATE ON log.head TO consult_app;

CREATE TABLE log.idempotency (
    key_hash bytea PRIMARY KEY,
    request_digest bytea NOT NULL,
    first_position bigint NOT NULL,
    count integer NOT NULL
);
GRANT SELECT, INSERT ON log.idempotency TO consult_app;

-- Positions up to which an `eventsourcing` application has processed another's notifications.
CREATE TABLE log.tracking (
    application_name text NOT NULL,
    notification_id bigint NOT NULL,
    PRIMARY KEY (application_name, notification_id)
);
GRANT SELECT, INSERT ON log.tracking TO consult_app;
