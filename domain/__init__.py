"""What is true: events, decisions, refusals, the rules of procedure."""
