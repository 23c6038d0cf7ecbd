-- Every event about a decision; shown once the decision is published. actor: the random id of the member of staff who caused it,
-- for the people page and for audits. number: the n-th event of the decision; beside it the ledger as it stood after the event.
CREATE TABLE history (
    position bigint NOT NULL,
    consultation_id uuid NOT NULL,
    at timestamptz NOT NULL,
    topic text NOT NULL,
    actor_kind text NOT NULL,
    actor uuid,
    stream uuid NOT NULL,
    version integer NOT NULL,
    facts json NOT NULL,
    number integer NOT NULL,
    received integer NOT NULL,
    published integer NOT NULL,
    withheld integer NOT NULL,
    withdrawn integer NOT NULL,
    referred integer NOT NULL
);

-- There is none by position alone: the events of one decision would be looked for in it, among those of all others.
CREATE UNIQUE INDEX history_consultation ON history (consultation_id, position);
CREATE INDEX history_moment ON history (consultation_id, at, position);
CREATE INDEX history_actor ON history (actor, position) WHERE actor IS NOT NULL;

-- How often a member of staff caused an event of this topic, and when first and last; each act itself stands in `history`.
CREATE TABLE action_counts (
    actor uuid NOT NULL,
    topic text NOT NULL,
    count integer NOT NULL,
    first_at timestamptz NOT NULL,
    last_at timestamptz NOT NULL,
    PRIMARY KEY (actor, topic)
);
