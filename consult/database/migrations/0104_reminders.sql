-- Reminders of clocks by mail: what each person has switched off, and his last digest. One row a person, so that nothing grows.
ALTER TABLE staff.people ADD COLUMN reminders_off text[] NOT NULL DEFAULT '{}';

CREATE TABLE staff.digests (
    person_id uuid PRIMARY KEY REFERENCES staff.people,
    day date NOT NULL,  -- the last working day on which it was looked whether there is something to say
    sent_at timestamptz,  -- when a letter last went into the outbox
    reminders integer NOT NULL DEFAULT 0  -- how many that letter had
);
GRANT SELECT, INSERT, UPDATE ON staff.digests TO consult_app;

-- Secret addresses of calendars, kept only as hashes: one a person, the last one made.
CREATE TABLE staff.calendar_addresses (
    person_id uuid PRIMARY KEY REFERENCES staff.people,
    token_hash bytea NOT NULL UNIQUE,
    made_at timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON staff.calendar_addresses TO consult_app;
