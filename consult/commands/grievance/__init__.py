"""Commands about grievances: made of a comment or registered alone, forwarded, closed, taken back."""
