"""Checks of the comment form that ask once more and refuse nobody: a field that people do not see, and haste while it is busy."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from litestar import Request

from web.admission.efforts import LASTING
from web.admission.of_request import admission_of, network_of_request
from web.admission.refusals import FormNotTrusted, FormSentInHaste, NotAdmitted
from web.shared.request_state import runtime_of

FASTEST = 3  # seconds
UNSEEN = "subject"
"""Name of the field that stays empty. Hidden from the eye, from screen readers and from the tab order, and it says so itself."""


def shown_ticket(request: Request[Any, Any, Any], about: UUID, *, first: bool) -> str:
    """When the form was shown; not `first`: long enough ago. `about`: the decision, or the activity to which somebody applies."""
    shown_at = runtime_of(request).clock.now() - timedelta(seconds=0 if first else FASTEST)
    return admission_of(request).efforts.ticket(about, shown_at)


def form_refusal(request: Request[Any, Any, Any], about: UUID, unseen: str, shown: str) -> NotAdmitted | None:
    """Why the form is asked for once more. While it is quiet nobody is asked for haste, nor for a page from before a restart."""
    admission = admission_of(request)
    if unseen:
        return admission.refuse(about, FormNotTrusted())
    if admission.busy(about, network_of_request(request)):
        age = admission.efforts.age(about, shown, runtime_of(request).clock.now())
        if age is None or not FASTEST <= age <= 48 * LASTING:
            return admission.refuse(about, FormSentInHaste())
    return None
