-- Pages that answered a sent form, encrypted, for an hour: going back or loading one again sends nothing anew. `shows_recorded`:
-- not only what was typed there and then; whatever is erased takes these along, for a page may show it.
CREATE TABLE sealed.kept_pages (
    token_hash bytea PRIMARY KEY,
    ciphertext bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    shows_recorded boolean NOT NULL
);
CREATE INDEX kept_pages_expired ON sealed.kept_pages (expires_at);
GRANT SELECT, INSERT, DELETE ON sealed.kept_pages TO consult_app;
