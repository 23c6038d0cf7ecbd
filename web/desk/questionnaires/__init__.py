"""Desk pages of questionnaires 问卷调查."""

from __future__ import annotations

from typing import Any

from web.desk.questionnaires import listing, overview, steps

handlers: list[Any] = [*listing.handlers, *overview.handlers, *steps.handlers]
