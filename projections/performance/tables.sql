-- One row for each decision that was answered, and one for each that was adopted: what the figures of a year count, in order.
CREATE TABLE measures (
    consultation_id uuid NOT NULL,
    kind text NOT NULL,
    year integer NOT NULL,
    division_id text NOT NULL,
    position bigint NOT NULL,
    on_time boolean NOT NULL,
    days integer NOT NULL,
    answers integer NOT NULL,
    blanket integer NOT NULL,
    changed boolean NOT NULL,
    PRIMARY KEY (consultation_id, kind)
);

CREATE INDEX measures_listed ON measures (kind, position DESC);
CREATE INDEX measures_of_division ON measures (kind, division_id, position DESC);
CREATE INDEX measures_late ON measures (position DESC) WHERE kind = 'answered' AND NOT on_time;
CREATE INDEX measures_blanket ON measures (position DESC) WHERE kind = 'answered' AND blanket > 0;

-- Their sums by year (Beijing) and division.
CREATE TABLE performance (
    year integer NOT NULL,
    division_id text NOT NULL,
    division_name text NOT NULL,
    answered integer NOT NULL,
    on_time integer NOT NULL,
    days bigint NOT NULL,
    answers bigint NOT NULL,
    blanket bigint NOT NULL,
    adopted integer NOT NULL,
    changed integer NOT NULL,
    PRIMARY KEY (year, division_id)
);
