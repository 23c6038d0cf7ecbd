"""What was recorded of a step before, shown beside its form."""

from __future__ import annotations

from typing import Any

from consult.commands.records_reading import REVIEW_WORKING_DAYS, Recordable, step_records, working_days
from domain.calendar import Deadline, local_date
from domain.consultation.events import DecisionDeliberated, LegalityReviewed, StepWaived
from web.desk.asking import AtDesk, decision_context
from web.desk.session import DeskRequest
from web.pages.asking import runtime_of

RECORD_WORDS: dict[Recordable, str] = {
    LegalityReviewed: "legality",
    DecisionDeliberated: "deliberation",
    StepWaived: "waivable",
}
"""Kind of the words for what was recorded; a fair-competition review simply passed or not."""


async def records_context(request: DeskRequest, desk: AtDesk, kind: Recordable | None) -> dict[str, Any]:
    """What a step's template knows: the decision, and earlier records of this kind where it has any."""
    if kind is None:
        return decision_context(desk)
    records = await step_records(runtime_of(request), desk.state.id, kind)
    earliest, elapsed = _review_time(request, desk) if kind is LegalityReviewed else (None, None)
    words_of = RECORD_WORDS.get(kind, "")
    return decision_context(desk, records=records, words_of=words_of, earliest=earliest, elapsed=elapsed)


def _review_time(request: DeskRequest, desk: AtDesk) -> tuple[Deadline | None, int | None]:
    """When seven working days after the feedback have passed, and how many have until now."""
    calendar, now, answered = runtime_of(request).calendar, runtime_of(request).clock.now(), desk.state.answered_at
    if answered is None:
        return None, None
    since = local_date(answered)
    return calendar.add_working_days(since, REVIEW_WORKING_DAYS), working_days(calendar, since, local_date(now))
