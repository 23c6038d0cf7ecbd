"""The routes of the API that anybody may ask."""

from __future__ import annotations

from typing import Any

from web.api import admission, catalogues, execution, questionnaires, reading, submission

public_api: list[Any] = [
    reading.site,
    reading.consultations,
    reading.one_consultation,
    reading.comments,
    reading.one_comment,
    reading.feedback,
    execution.execution,
    catalogues.all_catalogues,
    catalogues.one_catalogue,
    admission.challenge,
    admission.refused_attempts,
    submission.submit,
    submission.receipt,
    submission.withdrawal,
    questionnaires.questionnaires,
    questionnaires.submit,
]
