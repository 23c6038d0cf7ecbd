"""Forms with a file that is kept while they are shown again."""
