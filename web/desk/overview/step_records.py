"""What was recorded of a step before, shown beside its form."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from consult.reading.records import Recordable, step_records
from domain.calendar import Deadline, local_date
from domain.consultation.events import DecisionDeliberated, LegalityReviewed, StepWaived
from web.desk.access.decision import AtDesk
from web.desk.access.session import DeskRequest
from web.shared.request_state import runtime_of

RECORD_WORDS: dict[Recordable, str] = {
    LegalityReviewed: "legality",
    DecisionDeliberated: "deliberation",
    StepWaived: "waivable",
}
"""Kind of the words for what was recorded; a fair-competition review simply passed or not."""


def earlier_records(kind: Recordable) -> Callable[[DeskRequest, AtDesk], Awaitable[dict[str, object]]]:
    """What the template of a step knows of its earlier records."""

    async def context(request: DeskRequest, desk: AtDesk) -> dict[str, object]:
        records = await step_records(runtime_of(request), desk.state, kind)
        earliest, elapsed = _review_time(request, desk) if kind is LegalityReviewed else (None, None)
        return {"records": records, "words_of": RECORD_WORDS.get(kind, ""), "earliest": earliest, "elapsed": elapsed}

    return context


def _review_time(request: DeskRequest, desk: AtDesk) -> tuple[Deadline | None, int | None]:
    """When the working days that the review should take have passed since the feedback, and how many have until now."""
    calendar, now, answered = runtime_of(request).calendar, runtime_of(request).clock.now(), desk.state.answered_at
    if answered is None:
        return None, None
    since, least = local_date(answered), desk.state.rules.legality_review_working_days
    return calendar.add_working_days(since, least), calendar.working_days(since, local_date(now))
