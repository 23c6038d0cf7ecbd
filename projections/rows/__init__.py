"""Rows that several projections touch while they fold one batch; a row of one projection alone stands in its folder."""
