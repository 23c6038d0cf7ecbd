-- Re-checks of the whole log by the audit's own rules: asked for, under way, done. The report is derived from the log; the last
-- one is kept. Under way, `seen_at` moves on: one that stands still was interrupted, and is begun again.
CREATE TABLE staff.rechecks (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    asked_at timestamptz NOT NULL DEFAULT now(),
    asked_by uuid REFERENCES staff.people,  -- null: the program itself
    seen_at timestamptz,
    done bigint NOT NULL DEFAULT 0,
    size bigint,
    finished_at timestamptz,
    failure text,
    report bytea
);
-- Only one waits or is under way.
CREATE UNIQUE INDEX rechecks_unfinished ON staff.rechecks ((true)) WHERE finished_at IS NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON staff.rechecks TO consult_app;
