"""What can be seen: read models made from events, and the questions asked of them."""
