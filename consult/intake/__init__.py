"""Reading uploaded files: drafts, and tables of comments. Each is checked before a parser opens it."""
