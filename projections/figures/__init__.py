"""Read model of the counts over all decisions, by year."""
