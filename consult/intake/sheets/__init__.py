"""Tables of comments brought in: read cell by cell, tried, and registered row by row."""
