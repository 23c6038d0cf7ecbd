-- By how much people have moved the clock of a training instance ahead; never back. Nothing where the instance is real.
CREATE TABLE log.training_clock (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    ahead interval NOT NULL CHECK (ahead >= interval '0')
);
INSERT INTO log.training_clock (ahead) VALUES (interval '0');
GRANT SELECT, UPDATE ON log.training_clock TO consult_app;
