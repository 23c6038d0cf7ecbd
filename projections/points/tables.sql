-- Opinion points that stand; one merged into another has no row. number: the n-th made, whatever
-- became of those before it. comments: how many it gathers. Summary and dispositions are filled when the point is published:
-- with the feedback (supplement 0), or with the n-th supplement. distinct_texts: how many different public texts it gathers.
CREATE TABLE points (
    point_id uuid PRIMARY KEY,
    consultation_id uuid NOT NULL,
    number integer NOT NULL,
    position bigint NOT NULL,
    articles text[] NOT NULL,
    answered boolean NOT NULL,
    published boolean NOT NULL,
    summary text,
    summary_version integer,
    kind text,
    disposition json NOT NULL,
    disposition_version integer,
    disposition_position bigint,
    earlier json NOT NULL,
    comments integer NOT NULL,
    supplement integer NOT NULL,
    distinct_texts integer NOT NULL
);

CREATE UNIQUE INDEX points_number ON points (consultation_id, number);

-- pending: linked after the feedback, and not public until the next supplement. text_hash: as the comment has it.
CREATE TABLE point_comments (
    point_id uuid NOT NULL,
    comment_id uuid NOT NULL,
    number integer NOT NULL,
    pending boolean NOT NULL,
    text_hash bytea,
    PRIMARY KEY (point_id, comment_id)
);

CREATE INDEX point_comments_number ON point_comments (point_id, number);
CREATE INDEX point_comments_comment ON point_comments (comment_id);
CREATE INDEX point_comments_pending ON point_comments (point_id) WHERE pending;
CREATE INDEX point_comments_text ON point_comments (point_id, text_hash, number);

-- The different public texts that a point gathers, and how many comments have each. draw: in whose order they are drawn for
-- whoever signs (decision 21): SHA-256 of the point's id (16 bytes) and the text's hash.
CREATE TABLE point_texts (
    point_id uuid NOT NULL,
    text_hash bytea NOT NULL,
    comments integer NOT NULL,
    draw bytea GENERATED ALWAYS AS (sha256(uuid_send(point_id) || text_hash)) STORED,
    PRIMARY KEY (point_id, text_hash)
);

CREATE INDEX point_texts_draw ON point_texts (point_id, draw);

-- The feedback summary, as published.
CREATE TABLE feedback (
    consultation_id uuid PRIMARY KEY,
    position bigint NOT NULL,
    published_at timestamptz NOT NULL,
    text_version integer,
    text json NOT NULL,
    revised boolean NOT NULL,
    ledger json NOT NULL,
    dispositions json NOT NULL,
    contradictions text[] NOT NULL,
    contradictions_accepted text[] NOT NULL,
    changed_without_comment text[] NOT NULL
);

-- Supplements to it, as published; number: the n-th of the decision.
CREATE TABLE supplements (
    consultation_id uuid NOT NULL,
    number integer NOT NULL,
    position bigint NOT NULL,
    published_at timestamptz NOT NULL,
    text text,
    points integer NOT NULL,
    comments integer NOT NULL,
    ledger json NOT NULL,
    dispositions json NOT NULL,
    contradictions text[] NOT NULL,
    contradictions_accepted text[] NOT NULL,
    PRIMARY KEY (consultation_id, number)
);
