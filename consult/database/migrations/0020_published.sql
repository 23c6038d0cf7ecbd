-- Where published digests stand, so that /log/disclosures finds them: only those of entries that some event has opened or
-- closed. Derived from the log: `prefix` is the first 8 bytes of the digest.
CREATE TABLE log.published_digests (
    prefix bigint NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (prefix, position)
);
-- How far the log has been looked through for them, and the checkpoint last published with its cosignatures.
CREATE TABLE log.published (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    digests_below bigint NOT NULL,
    size bigint NOT NULL,
    checkpoint text NOT NULL
);
INSERT INTO log.published (digests_below, size, checkpoint) VALUES (0, 0, '');
GRANT SELECT, INSERT ON log.published_digests TO consult_app;
GRANT SELECT, UPDATE ON log.published TO consult_app;
