"""Read model of the full-text search."""
