-- One row for each task of execution, as it stands. number: the n-th of its decision. division_id: whose decision it is.
-- words_version, progress_version, completed_version: which event of its stream says what is shown. findings: until when the
-- findings of each inspection are to be rectified that are not yet, by its number; findings_due: the first of these days.
CREATE TABLE undertakings (
    undertaking_id uuid PRIMARY KEY,
    consultation_id uuid NOT NULL,
    position bigint NOT NULL,
    number integer NOT NULL,
    division_id text,
    unit_id text,
    unit_name text,
    limit_on date NOT NULL,
    words_version integer NOT NULL,
    measures text,
    responsible text,
    set_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    reported_at timestamptz,
    progress_version integer,
    progress text,
    effect text,
    next_steps text,
    carried_out text,
    problems integer NOT NULL,
    inspections integer NOT NULL,
    findings json NOT NULL,
    findings_due date,
    completed_at timestamptz,
    completed_version integer,
    completed_effect text,
    is_open boolean NOT NULL
);

CREATE INDEX undertakings_of_decision ON undertakings (consultation_id, number);
CREATE INDEX undertakings_open ON undertakings (limit_on, position) WHERE is_open;
CREATE INDEX undertakings_unit_open ON undertakings (unit_id, limit_on, position) WHERE is_open;
CREATE INDEX undertakings_done ON undertakings (position) WHERE NOT is_open;
CREATE INDEX undertakings_unit_done ON undertakings (unit_id, position) WHERE NOT is_open;
CREATE INDEX undertakings_division_open ON undertakings (division_id, limit_on, position) WHERE is_open;
CREATE INDEX undertakings_division_done ON undertakings (division_id, position) WHERE NOT is_open;
CREATE INDEX undertakings_findings ON undertakings (findings_due, position) WHERE findings_due IS NOT NULL;

-- All that was said of a task, in order; words: by name, JSON.
CREATE TABLE undertaking_steps (
    undertaking_id uuid NOT NULL,
    version integer NOT NULL,
    consultation_id uuid NOT NULL,
    position bigint NOT NULL,
    at timestamptz NOT NULL,
    kind text NOT NULL,
    words json NOT NULL,
    PRIMARY KEY (undertaking_id, version)
);

CREATE INDEX undertaking_inspections ON undertaking_steps (consultation_id, position) WHERE kind = 'inspected';
