-- Counts by year (Beijing): publications give the public number its second half.
CREATE TABLE years (
    year integer PRIMARY KEY,
    published integer NOT NULL,
    received integer NOT NULL
);
