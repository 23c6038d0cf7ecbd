"""The desk: where a division runs a decision from its browser. Every page asks who is there; every form acts once."""

from __future__ import annotations

from typing import Any

from web.desk import (
    account,
    autosave,
    comment,
    confirmation,
    decision,
    drafting,
    erasures,
    exports,
    importing,
    kept,
    links,
    people,
    redaction,
    registration,
    screening,
    shown_once,
    sign_in,
    steps,
    work,
)

desk_pages: list[Any] = [
    *sign_in.handlers,
    *links.handlers,
    *shown_once.handlers,
    *confirmation.handlers,
    *kept.handlers,
    *account.handlers,
    *people.handlers,
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
