-- Keyed hashes of what comments say, to find those with the same text; without the instance's key they say nothing. Derived from
-- the log and the sealed parts; gone with the content of the comment.
CREATE TABLE sealed.text_marks (
    comment_id uuid PRIMARY KEY,
    consultation_id uuid NOT NULL,
    mark bytea NOT NULL
);
CREATE INDEX text_marks_same ON sealed.text_marks (consultation_id, mark);
-- How far the log has been looked through for them.
CREATE TABLE sealed.marked (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    below bigint NOT NULL
);
INSERT INTO sealed.marked (below) VALUES (0);
GRANT SELECT, INSERT, DELETE ON sealed.text_marks TO consult_app;
GRANT SELECT, UPDATE ON sealed.marked TO consult_app;
