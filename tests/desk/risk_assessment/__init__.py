"""Desk pages of risk assessments."""
