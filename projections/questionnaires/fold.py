"""What each event does to the row of a questionnaire."""

from __future__ import annotations

import msgspec

from domain.questionnaire import events as q
from domain.sealing import value_or_none
from projections.questionnaires.row import QuestionnaireRow
from projections.source import PublicEvent

_encode = msgspec.json.Encoder(order="sorted").encode
FOLDED = (
    *(q.QuestionnaireDrafted, q.QuestionnaireOpened, q.QuestionnaireWithdrawn, q.QuestionnaireClosed),
    *(q.ResponsesCounted, q.QuestionnaireFiguresPublished),
)


def fold(row: QuestionnaireRow, public: PublicEvent, opened_before: int) -> None:
    """Apply one event of the questionnaire's stream. `opened_before`: how many its decision had opened until then."""
    match public.event:
        case q.QuestionnaireOpened(opens_at=opens_at, closes_at=closes_at):
            row.number, row.opens_at, row.closes_at = opened_before + 1, opens_at, closes_at
            row.form = _form(public)
        case q.QuestionnaireWithdrawn(timestamp=at, reason=reason):
            row.withdrawn_at, row.reason = at, value_or_none(reason)
        case q.QuestionnaireClosed():
            row.closed = True
        case q.ResponsesCounted(responses=responses, remaining=remaining):
            row.counted, row.remaining = row.counted + len(responses), remaining
        case q.QuestionnaireFiguresPublished(timestamp=at, spread=spread):
            row.figures_at, row.spread = at, value_or_none(spread)
        case _:
            pass


def _form(public: PublicEvent) -> str | None:
    """What is asked, as it was last written."""
    forms = [value_or_none(event.form) for event in public.opened if isinstance(event, q.QuestionnaireDrafted)]
    return _encode(forms[-1]).decode() if forms and forms[-1] else None
