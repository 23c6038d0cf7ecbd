"""Every route of the API."""

from __future__ import annotations

from typing import Any

from web.api import admission, catalogues, questionnaires, reading, submission
from web.api.desk import desk_routes

api_routes: list[Any] = [
    reading.site,
    reading.consultations,
    reading.one_consultation,
    reading.comments,
    reading.one_comment,
    reading.feedback,
    catalogues.all_catalogues,
    catalogues.one_catalogue,
    admission.challenge,
    admission.refused_attempts,
    submission.submit,
    submission.receipt,
    submission.withdrawal,
    questionnaires.questionnaires,
    questionnaires.submit,
    *desk_routes,
]
