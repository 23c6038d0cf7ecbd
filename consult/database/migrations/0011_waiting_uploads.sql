-- Attachments waiting between the steps of the comment form, encrypted, for an hour.
CREATE TABLE sealed.waiting_uploads (
    token_hash bytea PRIMARY KEY,
    ciphertext bytea NOT NULL,
    expires_at timestamptz NOT NULL
);
GRANT SELECT, INSERT, DELETE ON sealed.waiting_uploads TO consult_app;
