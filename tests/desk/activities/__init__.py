"""Participation activities at the desk and in public."""
