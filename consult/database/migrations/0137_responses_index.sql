-- Responses to questionnaires are many, as comments and applications are: what is asked of a decision's procedure does not pass them by.
DROP INDEX log.events_of_procedure;
CREATE INDEX events_of_procedure ON log.events (consultation_id, position)
    WHERE topic NOT LIKE 'comment-%' AND topic NOT LIKE 'application-%' AND topic NOT LIKE 'response-%';
