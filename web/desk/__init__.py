"""The desk: where a division runs a decision from its browser. Every page asks who is there; every form acts once."""

from __future__ import annotations

from typing import Any

from web.desk import (
    adoption,
    autosave,
    corrections,
    decision,
    feedback,
    point,
    point_steps,
    points,
    previews,
    signing,
    steps,
    work,
)

desk_pages: list[Any] = [
    *work.handlers,
    *decision.handlers,
    *steps.handlers,
    *autosave.handlers,
    *points.handlers,
    *point.handlers,
    *point_steps.handlers,
    *feedback.handlers,
    *signing.handlers,
    *previews.handlers,
    *corrections.handlers,
    *adoption.handlers,
]
