"""Letters to people who commented."""
