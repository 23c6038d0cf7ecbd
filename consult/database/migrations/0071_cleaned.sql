-- Up to which position of the log everything erased has been cleaned from the files of the database too (see consult.work.database_cleaning).
CREATE TABLE sealed.cleaned (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    below bigint NOT NULL
);
INSERT INTO sealed.cleaned (below) VALUES (0);
GRANT SELECT, UPDATE ON sealed.cleaned TO consult_app;
