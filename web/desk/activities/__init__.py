"""Desk pages of participation activities 参与活动."""

from __future__ import annotations

from typing import Any

from web.desk.activities import activity, codes, listing, steps

handlers: list[Any] = [*listing.handlers, *activity.handlers, *codes.handlers, *steps.handlers]
