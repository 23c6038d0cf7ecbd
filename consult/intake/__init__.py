"""Files that divisions bring along: drafts, and tables of comments. Checked before any parser touches them."""
