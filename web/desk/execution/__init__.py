"""Desk pages of what follows an adoption: suspension, termination, linked decisions, evaluation."""

from __future__ import annotations

from typing import Any

from web.desk.execution import evaluation, linking

handlers: list[Any] = [*linking.handlers, *evaluation.handlers]
