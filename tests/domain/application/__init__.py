"""Applications to attend, and the lot."""
