"""Desk pages for auditors: decisions with the findings of the log's re-check."""
