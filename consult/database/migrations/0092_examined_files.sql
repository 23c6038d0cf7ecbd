-- What is known of a file: what is conspicuous about it (null: not examined yet), and what a virus scanner says (null: nothing yet).
-- It goes with the file when that is erased.
ALTER TABLE sealed.blobs
    ADD COLUMN notes text[],
    ADD COLUMN verdict text CHECK (verdict IN ('clean', 'infected', 'not-taken')),
    ADD COLUMN signature text;
CREATE INDEX blobs_not_examined ON sealed.blobs (owner_id, sha256) WHERE notes IS NULL;
CREATE INDEX blobs_not_scanned ON sealed.blobs (owner_id, sha256) WHERE verdict IS NULL;
CREATE INDEX blobs_infected ON sealed.blobs (sha256) WHERE verdict = 'infected';
GRANT UPDATE (notes, verdict, signature) ON sealed.blobs TO consult_app;
