-- What can be found: the Han characters and Latin words of every public text (lexemes), and the text folded and without white
-- space, in which phrases are looked for (body). subject: decision, comment or point.
CREATE TABLE search_entries (
    kind text NOT NULL,
    subject uuid NOT NULL,
    part text NOT NULL,
    consultation_id uuid NOT NULL,
    lexemes tsvector NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (subject, kind, part)
) WITH (toast_tuple_target = 8160); -- entries of ordinary texts stay whole: to pack them takes longer than to read them
ALTER TABLE search_entries ALTER COLUMN body SET STATISTICS 0;

CREATE INDEX search_entries_decisions ON search_entries USING gin (lexemes) WHERE kind = 'consultation';
CREATE INDEX search_entries_lexemes ON search_entries USING gin (lexemes);
