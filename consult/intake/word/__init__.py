"""Drafts that come as Word documents."""
