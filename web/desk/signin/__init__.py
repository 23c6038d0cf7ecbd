"""Signing in and out, accounts and their links, one's own account, people."""
