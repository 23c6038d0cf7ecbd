-- Keyed hashes of the e-mail addresses and telephone numbers that applications to an activity came with: one person applies once.
-- Without the instance's key they say nothing. Reserved directly before the append, and gone with what the application holds.
CREATE TABLE sealed.application_marks (
    activity_id uuid NOT NULL,
    mark bytea NOT NULL,
    application_id uuid NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (activity_id, mark)
);
CREATE INDEX application_marks_of ON sealed.application_marks (application_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON sealed.application_marks TO consult_app;

-- A hearing may have ten thousand applications: they are no more of the procedure than comments are.
DROP INDEX log.events_of_procedure;
CREATE INDEX events_of_procedure ON log.events (consultation_id, position)
    WHERE topic NOT LIKE 'comment-%' AND topic NOT LIKE 'application-%';
