"""Legal texts made of articles: parsed without loss, identified across versions, compared."""
