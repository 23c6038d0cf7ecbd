-- One row for each decision; it is public once published_at stands. joint: ids of the divisions that undertake it with the lead
-- one; asked: of those whose opinion is awaited.
CREATE TABLE consultations (
    consultation_id uuid PRIMARY KEY,
    started_at timestamptz NOT NULL,
    rules text NOT NULL,
    draft_version integer NOT NULL,
    materials boolean NOT NULL,
    review_requested boolean NOT NULL,
    reviews_passed integer NOT NULL,
    released boolean NOT NULL,
    number text UNIQUE,
    published_position bigint,
    title text,
    division_id text,
    division_name text,
    regime text,
    matter_kind text,
    touches_operators boolean,
    decision_organ text,
    proposer text,
    published_at timestamptz,
    opens_at timestamptz,
    closes_at timestamptz,
    period_closed_at timestamptz,
    answer_due_on date,
    answered_at timestamptz,
    adopted_at timestamptz,
    ended_at timestamptz,
    ending_kind text,
    suspended_at timestamptz,
    terminated_at timestamptz,
    joint text[] NOT NULL,
    asked text[] NOT NULL,
    details json NOT NULL
);

-- Those that run are few; those that are over are many, and are listed with the last published first.
CREATE INDEX consultations_answered ON consultations (published_position DESC, division_id)
    WHERE published_at IS NOT NULL AND ended_at IS NULL AND adopted_at IS NULL AND answered_at IS NOT NULL;
CREATE INDEX consultations_adopted ON consultations (published_position DESC, division_id)
    WHERE published_at IS NOT NULL AND ended_at IS NULL AND adopted_at IS NOT NULL AND suspended_at IS NULL
        AND terminated_at IS NULL;
CREATE INDEX consultations_suspended ON consultations (published_position DESC, division_id)
    WHERE published_at IS NOT NULL AND ended_at IS NULL AND suspended_at IS NOT NULL AND terminated_at IS NULL;
CREATE INDEX consultations_terminated ON consultations (published_position DESC, division_id)
    WHERE published_at IS NOT NULL AND ended_at IS NULL AND terminated_at IS NOT NULL;
CREATE INDEX consultations_ended ON consultations (published_position DESC, division_id)
    WHERE published_at IS NOT NULL AND ended_at IS NOT NULL;
CREATE INDEX consultations_closing ON consultations (closes_at) WHERE published_at IS NOT NULL AND ended_at IS NULL;
CREATE INDEX consultations_due ON consultations (answer_due_on, published_position)
    WHERE published_at IS NOT NULL AND ended_at IS NULL AND answered_at IS NULL;
CREATE INDEX consultations_in_preparation ON consultations (started_at, consultation_id)
    WHERE published_at IS NULL AND ended_at IS NULL;
CREATE INDEX consultations_started ON consultations (started_at DESC, consultation_id);
CREATE INDEX consultations_of_division ON consultations (division_id, published_position DESC) WHERE published_at IS NOT NULL;
CREATE INDEX consultations_published ON consultations (published_position DESC) WHERE published_at IS NOT NULL;

-- The texts published of a decision, and their articles in order.
CREATE TABLE texts (
    consultation_id uuid NOT NULL,
    kind text NOT NULL,
    position bigint NOT NULL,
    draft_version integer,
    sha256 text NOT NULL,
    size bigint NOT NULL,
    media_type text NOT NULL,
    source text,
    PRIMARY KEY (consultation_id, kind)
);

CREATE TABLE articles (
    consultation_id uuid NOT NULL,
    kind text NOT NULL,
    ordinal integer NOT NULL,
    article_id text NOT NULL,
    label text NOT NULL,
    number integer,
    text text NOT NULL,
    path text[] NOT NULL,
    sha256 text NOT NULL,
    PRIMARY KEY (consultation_id, kind, ordinal)
);

-- Files that may be read by anyone, and the owner of the data key each lies under.
CREATE TABLE public_blobs (
    sha256 text NOT NULL,
    owner_id uuid NOT NULL,
    consultation_id uuid NOT NULL,
    title text NOT NULL,
    media_type text NOT NULL,
    size bigint NOT NULL,
    PRIMARY KEY (sha256, owner_id, title)
);

CREATE INDEX public_blobs_owner ON public_blobs (owner_id);

-- Corrections as published; old and new are JSON values.
CREATE TABLE corrections (
    position bigint PRIMARY KEY,
    consultation_id uuid NOT NULL,
    at timestamptz NOT NULL,
    stream uuid NOT NULL,
    version integer NOT NULL,
    topic text,
    field text NOT NULL,
    closes_original boolean NOT NULL,
    old json NOT NULL,
    new json NOT NULL,
    reason text
);

CREATE INDEX corrections_stream ON corrections (stream);
CREATE INDEX corrections_consultation ON corrections (consultation_id, position);
