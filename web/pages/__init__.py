"""The public pages, one subject a file."""
