"""Desk pages of applications to attend: received, closed, drawn; one application with its steps."""

from __future__ import annotations

from typing import Any

from web.desk.applications import application, closing, listing

handlers: list[Any] = [*listing.handlers, *closing.handlers, *application.handlers]
