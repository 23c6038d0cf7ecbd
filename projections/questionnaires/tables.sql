-- One row for each questionnaire that was started. form: as JSON, from its opening on. number: the n-th that its decision opened.
-- remaining: responses not counted yet, NULL before the count. spread: how it was spread, with the figures. figures_at: when they
-- were published.
CREATE TABLE questionnaires (
    questionnaire_id uuid PRIMARY KEY,
    consultation_id uuid NOT NULL,
    position bigint NOT NULL,
    number integer,
    form text,
    opens_at timestamptz,
    closes_at timestamptz,
    withdrawn_at timestamptz,
    reason text,
    closed boolean NOT NULL,
    responses integer NOT NULL,
    counted integer NOT NULL,
    remaining integer,
    figures_at timestamptz,
    spread text
);

CREATE INDEX questionnaires_of_decision ON questionnaires (consultation_id, position);
CREATE INDEX questionnaires_to_close ON questionnaires (closes_at) WHERE NOT closed AND withdrawn_at IS NULL;
CREATE INDEX questionnaires_to_count ON questionnaires (questionnaire_id) WHERE closed AND remaining IS DISTINCT FROM 0;

-- One row for each response. counted: it is opened, and stands in the counts. erasure: of what was written, requested or done.
CREATE TABLE questionnaire_responses (
    response_id uuid PRIMARY KEY,
    questionnaire_id uuid NOT NULL,
    position bigint NOT NULL,
    counted boolean NOT NULL,
    erasure text
);

CREATE INDEX questionnaire_responses_uncounted ON questionnaire_responses (questionnaire_id, position) WHERE NOT counted;
CREATE INDEX questionnaire_responses_to_erase ON questionnaire_responses (questionnaire_id, position)
    WHERE erasure = 'requested';

-- How many of a kind of respondent gave an answer. question: its number, 0 for the responses themselves. place: 0 for those who
-- answered the question, then its values in their order, from 1.
CREATE TABLE questionnaire_counts (
    questionnaire_id uuid NOT NULL,
    kind text NOT NULL,
    question integer NOT NULL,
    place integer NOT NULL,
    count integer NOT NULL,
    PRIMARY KEY (questionnaire_id, kind, question, place)
);
