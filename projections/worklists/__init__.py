"""Queries of staff on the tables of the other read models; it has no table of its own."""
