"""The desk: where a division runs a decision from its browser. Every page asks who is there; every form acts once."""

from __future__ import annotations

from typing import Any

from web.desk import (
    adoption,
    autosave,
    comment,
    corrections,
    decision,
    drafting,
    erasures,
    exports,
    feedback,
    importing,
    point,
    point_steps,
    points,
    previews,
    redaction,
    registration,
    screening,
    signing,
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
    *points.handlers,
    *point.handlers,
    *point_steps.handlers,
    *feedback.handlers,
    *signing.handlers,
    *previews.handlers,
    *corrections.handlers,
    *adoption.handlers,
]
