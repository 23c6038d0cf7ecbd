-- Staff: people by a random id, their roles, and tokens kept only as hashes. Migrated, never rebuilt.
CREATE SCHEMA staff;
GRANT USAGE ON SCHEMA staff TO consult_app;

CREATE TABLE staff.people (
    id uuid PRIMARY KEY,
    name text NOT NULL UNIQUE,
    division_id text NOT NULL,
    division_name text NOT NULL,
    roles text[] NOT NULL,
    disabled boolean NOT NULL DEFAULT false,
    added_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE staff.tokens (
    token_hash bytea PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES staff.people,
    issued_at timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT, UPDATE ON staff.people TO consult_app;
GRANT SELECT, INSERT, DELETE ON staff.tokens TO consult_app;
