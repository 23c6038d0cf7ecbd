"""The auditor: checks a published log. Needs no server, no database, no secret."""

from consult.audit.auditing import audit
from consult.audit.report import Report
from consult.audit.source import SourceUnreadable, source_at

__all__ = ["Report", "SourceUnreadable", "audit", "source_at"]
