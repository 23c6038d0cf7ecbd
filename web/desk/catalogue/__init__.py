"""The catalogue of decision matters at the desk: prepared, handed over, published, adjusted; and a decision's place in it."""

from __future__ import annotations

from typing import Any

from web.desk.catalogue import leaving, matters, naming, overview, steps

handlers: list[Any] = [
    *overview.handlers,
    *matters.handlers,
    *leaving.handlers,
    *steps.handlers,
    *naming.handlers,
]
