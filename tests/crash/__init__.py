"""kill -9 of the program and of PostgreSQL, at every step of an append and of a publication, under load."""
