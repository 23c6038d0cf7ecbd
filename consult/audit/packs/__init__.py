"""The audit of a pack: a zip of one decision, checked without server, database or secret."""
