"""What may be done with a decision: each function decides on one event, or refuses."""
