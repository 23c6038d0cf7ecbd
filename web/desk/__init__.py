"""The desk: where a division runs a decision from its browser. Every page asks who is there; every form acts once."""

from __future__ import annotations

from typing import Any

from web.desk import (
    autosave,
    comment,
    decision,
    drafting,
    erasures,
    exports,
    importing,
    redaction,
    registration,
    screening,
    steps,
    work,
)

desk_pages: list[Any] = [
    *work.handlers,
    *decision.handlers,
    *drafting.handlers,
    *steps.handlers,
    *autosave.handlers,
    *screening.handlers,
    *comment.handlers,
    *redaction.handlers,
    *registration.handlers,
    *erasures.handlers,
    *exports.handlers,
    *importing.handlers,
]
