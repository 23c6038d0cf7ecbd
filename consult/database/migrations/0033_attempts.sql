-- Attempts to sign in that have not succeeded, by what they have in common (a keyed hash), and until when the next must wait.
CREATE TABLE staff.attempts (
    key bytea PRIMARY KEY,
    failures integer NOT NULL,
    at timestamptz NOT NULL,
    free_at timestamptz NOT NULL
);
CREATE INDEX attempts_by_age ON staff.attempts (at);
GRANT SELECT, INSERT, UPDATE, DELETE ON staff.attempts TO consult_app;
