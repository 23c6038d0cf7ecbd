"""Commands about accounts, and what staff keep beside the log: saved forms."""
