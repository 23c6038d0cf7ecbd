"""Queries over the log and the sealed store, for staff, authors and the public; nothing here writes."""
