-- What staff have typed into the desk's long forms and not yet sent, encrypted.
CREATE TABLE sealed.saved_forms (
    person_id uuid NOT NULL REFERENCES staff.people,
    place text NOT NULL,
    ciphertext bytea NOT NULL,
    saved_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, place)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON sealed.saved_forms TO consult_app;
