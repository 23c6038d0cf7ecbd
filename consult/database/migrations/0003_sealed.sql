-- The sealed store: disclosures and files, encrypted; keys in a table of their own, backed up apart.
CREATE SCHEMA sealed;
GRANT USAGE ON SCHEMA sealed TO consult_app;

CREATE TABLE sealed.data_keys (
    owner_id uuid PRIMARY KEY,
    wrapped bytea NOT NULL
);
CREATE TABLE sealed.parts (
    originator_id uuid NOT NULL,
    originator_version integer NOT NULL,
    owner_id uuid NOT NULL,
    content bytea,
    identity bytea,
    PRIMARY KEY (originator_id, originator_version)
);
CREATE TABLE sealed.blobs (
    owner_id uuid NOT NULL,
    sha256 text NOT NULL,
    media_type text NOT NULL,
    size bigint NOT NULL,
    ciphertext bytea NOT NULL,
    PRIMARY KEY (owner_id, sha256)
);
CREATE INDEX blobs_by_content ON sealed.blobs (sha256);
GRANT SELECT, INSERT, DELETE ON sealed.data_keys, sealed.parts, sealed.blobs TO consult_app;
-- A part that is erased alone is emptied.
GRANT UPDATE (identity) ON sealed.parts TO consult_app;
