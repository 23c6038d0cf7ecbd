-- Links under which somebody without an account sees a draft before it is published: kept only as hashes, until they expire.
CREATE TABLE staff.preview_links (
    id uuid PRIMARY KEY,
    token_hash bytea NOT NULL UNIQUE,
    consultation_id uuid NOT NULL,
    made_by uuid NOT NULL REFERENCES staff.people,
    made_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
);
CREATE INDEX preview_links_consultation ON staff.preview_links (consultation_id, made_at);
GRANT SELECT, INSERT, UPDATE ON staff.preview_links TO consult_app;
