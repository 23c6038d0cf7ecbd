"""Sealed values: salted digests in the log, disclosures encrypted beside it, erased on request."""
