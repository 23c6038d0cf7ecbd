-- One row for each published catalogue. position: of the last event of it that is public.
CREATE TABLE catalogues (
    year integer PRIMARY KEY,
    published_at timestamptz NOT NULL,
    position bigint NOT NULL
);

-- Its matters as they stand now; one that is gone keeps its number, and is marked by what became of it.
CREATE TABLE catalogue_matters (
    year integer NOT NULL,
    number integer NOT NULL,
    title text NOT NULL,
    undertaker text NOT NULL,
    first_month integer NOT NULL,
    last_month integer NOT NULL,
    matter_kind text NOT NULL,
    basis text NOT NULL,
    hearing boolean NOT NULL,
    experts boolean NOT NULL,
    risk boolean NOT NULL,
    carried_from integer,
    gone text,
    PRIMARY KEY (year, number)
);

-- Changes since its publication; before and after are JSON, null where there was or is nothing.
CREATE TABLE catalogue_changes (
    year integer NOT NULL,
    adjustment integer NOT NULL,
    number integer NOT NULL,
    position bigint NOT NULL,
    at timestamptz NOT NULL,
    kind text NOT NULL,
    before json NOT NULL,
    after json NOT NULL,
    reason text NOT NULL,
    PRIMARY KEY (year, adjustment, number)
);

-- Published decisions by the matter that they are about.
CREATE TABLE matter_decisions (
    consultation_id uuid PRIMARY KEY,
    year integer NOT NULL,
    number integer NOT NULL,
    position bigint NOT NULL
);

CREATE INDEX matter_decisions_matter ON matter_decisions (year, number, position);
