"""Participation activities, given, when, then."""
