-- Counts by year (Beijing): publications give the public number its second half. Grievances by the year of their registration, as
-- in `ledgers`.
CREATE TABLE years (
    year integer PRIMARY KEY,
    published integer NOT NULL,
    received integer NOT NULL,
    grievances integer NOT NULL,
    grievances_waiting integer NOT NULL,
    grievances_in_time integer NOT NULL,
    grievances_late integer NOT NULL
);
