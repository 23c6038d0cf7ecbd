"""Articles: parsing, identity, comparison."""
