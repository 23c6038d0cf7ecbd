"""What can be seen: read models made from events, and the queries on them."""
