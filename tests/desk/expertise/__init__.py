"""Desk pages of expert reviews."""
