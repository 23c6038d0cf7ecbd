-- Sign-in sessions of staff: kept only as hashes of their tokens, listed to their person, ended by deleting them.
CREATE TABLE staff.sessions (
    id uuid PRIMARY KEY,
    token_hash bytea NOT NULL UNIQUE,
    person_id uuid NOT NULL REFERENCES staff.people,
    device text NOT NULL,
    started_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    confirmed_at timestamptz NOT NULL
);
CREATE INDEX sessions_person ON staff.sessions (person_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON staff.sessions TO consult_app;
