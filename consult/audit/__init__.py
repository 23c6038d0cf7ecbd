"""The auditor: checks a published log. Needs no server, no database, no secret."""

from consult.audit.auditing import audit
from consult.audit.published_log.source import SourceUnreadable, source_at
from consult.audit.report import Report

__all__ = ["Report", "SourceUnreadable", "audit", "source_at"]
