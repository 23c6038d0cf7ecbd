-- Every event about a decision; shown once the decision is published.
CREATE TABLE history (
    position bigint PRIMARY KEY,
    consultation_id uuid NOT NULL,
    at timestamptz NOT NULL,
    topic text NOT NULL,
    actor_kind text NOT NULL,
    stream uuid NOT NULL,
    version integer NOT NULL,
    facts json NOT NULL
);

CREATE INDEX history_consultation ON history (consultation_id, position);
