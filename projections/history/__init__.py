"""Read model of the history: every event about a decision, with its public fields."""
