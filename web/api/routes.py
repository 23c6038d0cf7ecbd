"""Every route of the API."""

from __future__ import annotations

from typing import Any

from web.api import reading, submission
from web.api.desk import desk_routes

api_routes: list[Any] = [
    reading.consultations,
    reading.one_consultation,
    reading.comments,
    reading.one_comment,
    reading.feedback,
    submission.submit,
    submission.receipt,
    submission.withdrawal,
    *desk_routes,
]
