-- One row for each comment received, whatever became of it; the columns of its content are filled only while it is shown.
CREATE TABLE comments (
    comment_id uuid PRIMARY KEY,
    consultation_id uuid NOT NULL,
    number integer NOT NULL,
    position bigint NOT NULL,
    submitted_at timestamptz NOT NULL,
    channel text NOT NULL,
    draft_version integer NOT NULL,
    respondent_kind text NOT NULL,
    articles text[] NOT NULL,
    received_on date,
    late boolean NOT NULL,
    status text NOT NULL,
    reason text,
    public_note text,
    redacted boolean NOT NULL,
    appeal text,
    erasure_requested text,
    erased text,
    answered boolean NOT NULL,
    name text,
    organisation text,
    text text,
    proposed_wording text,
    attachments json NOT NULL,
    text_hash bytea
);

-- No plan depends on what stands in these; to look takes long.
ALTER TABLE comments ALTER COLUMN text SET STATISTICS 0, ALTER COLUMN proposed_wording SET STATISTICS 0;

CREATE UNIQUE INDEX comments_number ON comments (consultation_id, number);
CREATE INDEX comments_awaiting ON comments (consultation_id, number) WHERE status = 'awaiting';
CREATE INDEX comments_appealed ON comments (consultation_id, number) WHERE appeal = 'open';
CREATE INDEX comments_to_erase ON comments (consultation_id, number) WHERE erasure_requested IS NOT NULL;

-- The ledger of each decision, counted as events arrive; position is that of the last event about the decision.
-- points: how many were ever made; unanswered = published + withheld - answered; dispositions counts published points by disposition.
CREATE TABLE ledgers (
    consultation_id uuid PRIMARY KEY,
    position bigint NOT NULL,
    received integer NOT NULL,
    published integer NOT NULL,
    withheld integer NOT NULL,
    withdrawn integer NOT NULL,
    awaiting integer NOT NULL,
    answered integer NOT NULL,
    distinct_texts integer NOT NULL,
    points integer NOT NULL,
    feedback_published boolean NOT NULL,
    withheld_by_reason json NOT NULL,
    dispositions json NOT NULL
);

-- How many published comments of a decision show the same text (folded: width, case, spaces and punctuation do not count).
CREATE TABLE text_repeats (
    consultation_id uuid NOT NULL,
    text_hash bytea NOT NULL,
    comments integer NOT NULL,
    PRIMARY KEY (consultation_id, text_hash)
);
