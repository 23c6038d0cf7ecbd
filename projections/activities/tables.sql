-- One row for each participation activity that is public. number: the n-th of its decision. position: of the event that made it
-- public. held_on: the day (Beijing) that was announced, or on which it began. list_due_on, materials_due_on: while they are still
-- due. awaited: announced, and neither held nor called off. facts: what the public reads of it, as JSON.
CREATE TABLE activities (
    activity_id uuid PRIMARY KEY,
    consultation_id uuid NOT NULL,
    number integer NOT NULL,
    position bigint NOT NULL,
    kind text NOT NULL,
    status text NOT NULL,
    held_on date,
    list_due_on date,
    materials_due_on date,
    awaited boolean NOT NULL,
    facts text NOT NULL
);

CREATE UNIQUE INDEX activities_number ON activities (consultation_id, number);
CREATE INDEX activities_awaited ON activities (held_on, activity_id) WHERE awaited;
