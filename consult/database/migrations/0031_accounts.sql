-- Accounts: how a person signs in. Secrets are hashed (password, recovery codes) or encrypted under the instance key (TOTP).
ALTER TABLE staff.people
    ADD COLUMN email text,
    ADD COLUMN language text NOT NULL DEFAULT 'zh' CHECK (language IN ('zh', 'en')),
    ADD COLUMN password_hash text,
    ADD COLUMN totp bytea,
    ADD COLUMN totp_step bigint NOT NULL DEFAULT 0,  -- the last time step whose code was used
    ADD COLUMN second_factor boolean NOT NULL DEFAULT true,  -- false only for the demonstration's people
    ADD COLUMN oidc_issuer text,
    ADD COLUMN oidc_subject text;
CREATE UNIQUE INDEX people_by_email ON staff.people (email);
CREATE UNIQUE INDEX people_by_subject ON staff.people (oidc_issuer, oidc_subject);

CREATE TABLE staff.recovery_codes (
    person_id uuid NOT NULL REFERENCES staff.people,
    code_hash bytea NOT NULL,
    PRIMARY KEY (person_id, code_hash)
);
ALTER TABLE staff.tokens ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid();
CREATE INDEX tokens_of_person ON staff.tokens (person_id);

-- What was done to accounts, and by whom (null: the person, or the command line). Only ever added to.
CREATE TABLE staff.account_record (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    person_id uuid NOT NULL REFERENCES staff.people,
    actor_id uuid REFERENCES staff.people,
    what text NOT NULL
);
CREATE INDEX account_record_of_person ON staff.account_record (person_id);
CREATE INDEX account_record_of_actor ON staff.account_record (actor_id);
GRANT SELECT, INSERT, DELETE ON staff.recovery_codes TO consult_app;
GRANT SELECT, INSERT ON staff.account_record TO consult_app;
