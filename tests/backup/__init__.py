"""Backups and restores: to any moment, without what was erased since, and never past what was published."""
