-- One row for each risk assessment that was concluded; public with its decision.
CREATE TABLE risk_assessments (
    assessment_id uuid NOT NULL,
    consultation_id uuid NOT NULL,
    position bigint NOT NULL,
    at timestamptz NOT NULL,
    result text NOT NULL,
    controllable boolean NOT NULL,
    methods text[] NOT NULL,
    assessor text,
    unit text,
    published boolean NOT NULL,
    PRIMARY KEY (consultation_id, assessment_id)
);
