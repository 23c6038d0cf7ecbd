-- One row for each grievance registered, whatever became of it. comment_id, comment_number: of the comment that it was made of.
-- told_on: the day (Beijing) on which the person was first told, by forwarding or closing. waiting: the clock runs. is_open: it is
-- not closed yet. division_id: whose decision it is.
CREATE TABLE grievances (
    grievance_id uuid PRIMARY KEY,
    consultation_id uuid NOT NULL,
    position bigint NOT NULL,
    comment_id uuid,
    comment_number integer,
    division_id text,
    channel text NOT NULL,
    received_on date NOT NULL,
    due_on date NOT NULL,
    provisional boolean NOT NULL,
    registered_at timestamptz NOT NULL,
    status text NOT NULL,
    forwarded_to text,
    outcome text,
    told_on date,
    waiting boolean NOT NULL,
    is_open boolean NOT NULL
);

CREATE INDEX grievances_open ON grievances (division_id, due_on, position) WHERE is_open;
CREATE INDEX grievances_over ON grievances (division_id, position) WHERE NOT is_open;
CREATE INDEX grievances_decision_open ON grievances (consultation_id, due_on, position) WHERE is_open;
CREATE INDEX grievances_decision_over ON grievances (consultation_id, position) WHERE NOT is_open;
CREATE INDEX grievances_waiting ON grievances (consultation_id, due_on) WHERE waiting;
