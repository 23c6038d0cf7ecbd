"""Desk pages of expert reviews 专家论证."""

from __future__ import annotations

from typing import Any

from web.desk.expertise import review, reviews, steps

handlers: list[Any] = [*reviews.handlers, *review.handlers, *steps.handlers]
