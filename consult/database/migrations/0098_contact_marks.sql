-- Keyed hashes of the e-mail addresses and telephone numbers that comments came with, to find the comment of somebody who calls;
-- without the instance's key they say nothing. Derived from the log and the sealed parts; gone with the identity of the comment.
CREATE TABLE sealed.contact_marks (
    comment_id uuid NOT NULL,
    consultation_id uuid NOT NULL,
    mark bytea NOT NULL,
    PRIMARY KEY (comment_id, mark)
);
CREATE INDEX contact_marks_same ON sealed.contact_marks (consultation_id, mark);
GRANT SELECT, INSERT, DELETE ON sealed.contact_marks TO consult_app;
-- Comments that were marked before are looked through once more.
UPDATE sealed.marked SET below = 0;
