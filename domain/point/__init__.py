"""The aggregate of one opinion point 意见要点, which gathers comments and carries one disposition."""
