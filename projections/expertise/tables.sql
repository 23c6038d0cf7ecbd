-- One row for each expert review that was published with its decision; what experts said stands in it as JSON.
CREATE TABLE expert_reviews (
    expertise_id uuid NOT NULL,
    consultation_id uuid NOT NULL,
    number integer NOT NULL,
    position bigint NOT NULL,
    form text NOT NULL,
    subject text,
    experts text NOT NULL,
    PRIMARY KEY (consultation_id, number)
);
