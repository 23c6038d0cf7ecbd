"""A decision's comments and answers as files."""
