"""Other units of a decision at the desk."""
