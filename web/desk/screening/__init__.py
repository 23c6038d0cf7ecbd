"""Desk pages of comments: the screening queue, one comment, redaction, registration, import, erasure, exports."""
