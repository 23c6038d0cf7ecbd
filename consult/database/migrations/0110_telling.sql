-- Who is told by e-mail what became of his comment. The address stays sealed with the comment; here stands only whether, and in which
-- language. state: unconfirmed (the letter with the link is on its way, or was not followed), confirmed; or for good: ended (by himself),
-- refused (the mail server knows no such address), withdrawn, erased.
CREATE TABLE sealed.recipients (
    comment_id uuid PRIMARY KEY,
    consultation_id uuid NOT NULL,
    language text NOT NULL CHECK (language IN ('zh', 'en')),
    state text NOT NULL CHECK (state IN ('unconfirmed', 'confirmed', 'ended', 'refused', 'withdrawn', 'erased')),
    changed_at timestamptz NOT NULL,
    since bigint,  -- position of the confirmation: of what was recorded before it nobody is told
    asked integer NOT NULL,  -- letters with the link so far
    asked_at timestamptz NOT NULL,
    -- Keyed hash of the address, for a day: so that nobody has a stranger's box filled with letters that ask to confirm.
    mark bytea
);
CREATE INDEX recipients_mark ON sealed.recipients (mark, asked_at) WHERE mark IS NOT NULL;
CREATE INDEX recipients_told ON sealed.recipients (consultation_id, comment_id) WHERE state = 'confirmed';
CREATE INDEX recipients_stopped ON sealed.recipients (state, changed_at) WHERE state IN ('ended', 'refused');

-- Which letters were made, once for each event and comment (the id follows from both), and what became of them; no words of theirs.
-- state: waiting, taken (by the mail server), refused, given up, dropped (ended before it was sent).
CREATE TABLE sealed.letters (
    id uuid PRIMARY KEY,
    comment_id uuid NOT NULL,
    kind text NOT NULL,
    occasion bigint NOT NULL,  -- position of the event; of a confirmation which one it is
    made_at timestamptz NOT NULL,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'taken', 'refused', 'given-up', 'dropped')),
    settled_at timestamptz
);
CREATE INDEX letters_of_comment ON sealed.letters (comment_id, made_at, occasion);
CREATE INDEX letters_taken ON sealed.letters (settled_at) WHERE state = 'taken';

-- Up to which position of the log letters have been made; of the event there, up to which comment. What was recorded before this
-- table existed was promised no letters.
CREATE TABLE sealed.told (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    below bigint NOT NULL,
    after uuid
);
INSERT INTO sealed.told (below) SELECT size FROM log.head;

GRANT SELECT, INSERT, UPDATE ON sealed.recipients, sealed.letters TO consult_app;
GRANT SELECT, UPDATE ON sealed.told TO consult_app;

-- One outbox for both: a letter goes to a member of staff, or to whoever sent a comment. bulk: letters made for many people at once,
-- which let the others go first.
ALTER TABLE staff.outbox
    ALTER COLUMN person_id DROP NOT NULL,
    ADD COLUMN comment_id uuid,
    ADD COLUMN bulk boolean NOT NULL DEFAULT false,
    ADD COLUMN made_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN failing_since timestamptz,
    ADD CONSTRAINT outbox_to_somebody CHECK (num_nonnulls(person_id, comment_id) = 1);
DROP INDEX staff.outbox_by_due;
CREATE INDEX outbox_by_due ON staff.outbox (bulk, due_at);
CREATE INDEX outbox_of_comment ON staff.outbox (comment_id) WHERE comment_id IS NOT NULL;
CREATE INDEX outbox_failing ON staff.outbox (failing_since) WHERE failing_since IS NOT NULL;
