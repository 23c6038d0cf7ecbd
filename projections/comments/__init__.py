"""Read model of the comment register and of the ledgers 意见台账."""
