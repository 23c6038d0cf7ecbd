-- What can be found: two-character Han sequences and Latin words of every public text. subject: decision, comment or point.
CREATE TABLE search_entries (
    kind text NOT NULL,
    subject uuid NOT NULL,
    part text NOT NULL,
    consultation_id uuid NOT NULL,
    lexemes tsvector NOT NULL,
    PRIMARY KEY (subject, kind, part)
);

CREATE INDEX search_entries_lexemes ON search_entries USING gin (lexemes);
