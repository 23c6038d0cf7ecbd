-- Links by which a person sets password and second factor (invitation) or a new password (recovery): once, for a while.
CREATE TABLE staff.invitations (
    person_id uuid NOT NULL REFERENCES staff.people,
    kind text NOT NULL CHECK (kind IN ('invitation', 'recovery')),
    token_hash bytea NOT NULL UNIQUE,
    expires_at timestamptz NOT NULL,
    token_sealed bytea,  -- to be shown to the administrator, where mail is off
    PRIMARY KEY (person_id, kind)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON staff.invitations TO consult_app;
-- Requests for a new password, encrypted: looked at by the work role, so that the answer takes the same work for everybody.
CREATE TABLE staff.recovery_requests (
    id uuid PRIMARY KEY,
    ciphertext bytea NOT NULL,
    at timestamptz NOT NULL
);
GRANT SELECT, INSERT, DELETE ON staff.recovery_requests TO consult_app;
