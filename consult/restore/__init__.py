"""Restores: a database made from a backup as of any moment; what was erased is erased again, and the log audited."""
