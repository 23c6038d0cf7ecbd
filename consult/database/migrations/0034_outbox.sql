-- Letters waiting to be sent by e-mail, encrypted; destroyed once the mail server has taken them, or when they expire.
CREATE TABLE staff.outbox (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES staff.people,
    ciphertext bytea NOT NULL,
    due_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    failure text  -- class of the last failure, nothing personal
);
CREATE INDEX outbox_by_due ON staff.outbox (due_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON staff.outbox TO consult_app;
