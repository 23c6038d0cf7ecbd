-- One row for each comment received, whatever became of it; the columns of its content are filled only while it is shown.
-- activity_id: of the participation activity at which it was said. in_points: how many points gather it. covered: one of them has an answer, public or not yet. pending: covered after the
-- feedback, and its answer is not public until the next supplement. second_look: a colleague is asked to look at it again.
-- referred_at: when it was handed on as a grievance, while it is one. note_version: of the event on its stream that public_note stands in. revisions: of its screening, registrations: corrections
-- of its registration, oldest first. attachments: as they are published. treatments: of those that came, where not all are
-- published as they came.
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
    activity_id uuid,
    status text NOT NULL,
    reason text,
    public_note text,
    redacted boolean NOT NULL,
    appeal text,
    erasure_requested text,
    erased text,
    in_points integer NOT NULL,
    covered boolean NOT NULL,
    pending boolean NOT NULL,
    second_look boolean NOT NULL,
    note_version integer NOT NULL,
    referred_at timestamptz,
    revisions json NOT NULL,
    registrations json NOT NULL,
    name text,
    organisation text,
    text text,
    proposed_wording text,
    attachments json NOT NULL,
    treatments text[] NOT NULL,
    text_hash bytea
);

-- No plan depends on what stands in these; to look takes long.
ALTER TABLE comments ALTER COLUMN text SET STATISTICS 0, ALTER COLUMN proposed_wording SET STATISTICS 0;

CREATE UNIQUE INDEX comments_number ON comments (consultation_id, number);
CREATE INDEX comments_status ON comments (consultation_id, status, number);
CREATE INDEX comments_respondent ON comments (consultation_id, respondent_kind, number);
CREATE INDEX comments_activity ON comments (activity_id, number) WHERE activity_id IS NOT NULL;
CREATE INDEX comments_same ON comments (consultation_id, text_hash, number) WHERE text_hash IS NOT NULL;
CREATE INDEX comments_uncovered ON comments (consultation_id, number)
    WHERE (NOT covered OR pending) AND status IN ('awaiting', 'published', 'withheld');
CREATE INDEX comments_unanswered ON comments (consultation_id, number) WHERE NOT covered AND status = 'published';
CREATE INDEX comments_left ON comments (consultation_id, status, number) WHERE in_points = 0;
CREATE INDEX comments_appealed ON comments (consultation_id, number) WHERE appeal = 'open';
CREATE INDEX comments_second_looks ON comments (consultation_id, number) WHERE second_look;
CREATE INDEX comments_to_erase ON comments (consultation_id, number) WHERE erasure_requested IS NOT NULL;
CREATE INDEX comments_erased_latest ON comments (position) WHERE erased IS NOT NULL AND erasure_requested IS NULL;
CREATE INDEX comments_noted ON comments (consultation_id, number) WHERE public_note IS NOT NULL;

-- The comments that name an article, by number; respondent_kind as in `comments`.
CREATE TABLE comment_articles (
    consultation_id uuid NOT NULL,
    article_id text NOT NULL,
    number integer NOT NULL,
    respondent_kind text NOT NULL,
    PRIMARY KEY (consultation_id, article_id, number)
);

CREATE INDEX comment_articles_respondent ON comment_articles (consultation_id, article_id, respondent_kind, number);

-- How many comments name an article.
CREATE TABLE article_counts (
    consultation_id uuid NOT NULL,
    article_id text NOT NULL,
    comments integer NOT NULL,
    PRIMARY KEY (consultation_id, article_id)
);

-- The ledger of each decision, counted as events arrive; position is that of the last event about the decision.
-- events: about the decision. points: how many were ever made. covered: published or withheld, and gathered by a point with an
-- answer; pending: those of them whose answer waits for a supplement, unpublished: the published ones of these. answered: covered
-- and not pending once the feedback is published, 0 before; unanswered = published + withheld - answered. uncovered and
-- left_over: published, and gathered by no point with an answer, or by none at all. appealed, second_looks, to_erase: waiting for a
-- decision. grievances: of the decision, made of comments and registered alone, those taken back left out; = waiting to be told
-- which channel is theirs, told (or closed) in time, or late.
-- dispositions counts published points by disposition.
CREATE TABLE ledgers (
    consultation_id uuid PRIMARY KEY,
    position bigint NOT NULL,
    received integer NOT NULL,
    published integer NOT NULL,
    withheld integer NOT NULL,
    withdrawn integer NOT NULL,
    awaiting integer NOT NULL,
    covered integer NOT NULL,
    distinct_texts integer NOT NULL,
    points integer NOT NULL,
    events integer NOT NULL,
    uncovered integer NOT NULL,
    left_over integer NOT NULL,
    pending integer NOT NULL,
    unpublished integer NOT NULL,
    appealed integer NOT NULL,
    second_looks integer NOT NULL,
    to_erase integer NOT NULL,
    referred integer NOT NULL,
    grievances integer NOT NULL,
    grievances_waiting integer NOT NULL,
    grievances_in_time integer NOT NULL,
    grievances_late integer NOT NULL,
    feedback_published boolean NOT NULL,
    answered integer GENERATED ALWAYS AS (CASE WHEN feedback_published THEN covered - pending ELSE 0 END) STORED,
    withheld_by_reason json NOT NULL,
    dispositions json NOT NULL
);

CREATE INDEX ledgers_waiting ON ledgers (consultation_id)
    WHERE awaiting > 0 OR appealed > 0 OR second_looks > 0 OR to_erase > 0 OR grievances_waiting > 0
        OR feedback_published AND (uncovered > 0 OR unpublished > 0);

-- How many published comments of a decision show the same text (folded: width, case, spaces and punctuation do not count).
CREATE TABLE text_repeats (
    consultation_id uuid NOT NULL,
    text_hash bytea NOT NULL,
    comments integer NOT NULL,
    PRIMARY KEY (consultation_id, text_hash)
);
