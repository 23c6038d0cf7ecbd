"""Desk forms: fields in a list, one way to show them, one way to carry out what they ask for."""
