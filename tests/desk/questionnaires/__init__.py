"""Desk pages of questionnaires."""
