-- What is about a decision and no comment of its: points, texts, the procedure itself. A decision may have a million comments.
CREATE INDEX events_of_procedure ON log.events (consultation_id, position) WHERE topic NOT LIKE 'comment-%';
