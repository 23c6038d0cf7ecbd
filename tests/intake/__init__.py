"""Files brought along: drafts and tables."""
