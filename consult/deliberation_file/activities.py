"""Participation activities 参与活动 as they stand in the file: what was heard, what became of it, or why none was needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from consult.deliberation_file.blocks import Block, Facts, Table, words
from consult.deliberation_file.reviews import waived_steps
from consult.exports.tables.columns import Say, moment_words
from consult.runtime import Runtime
from domain.activity.values import ReportedView
from domain.enumerations import WaivableStep
from domain.event import Event
from domain.text import display_text
from projections.activities.queries import ActivityView, activities_of

VIEWS = (0.4, 0.15, 0.45)  # of the width: view, what became of it, reason
FIGURES = (0.45, 0.4, 0.15)  # question, answer, people


async def activities(runtime: Runtime, consultation_id: UUID, events: Sequence[Event], say: Say) -> list[Block]:
    """Those that were reported, in the order in which they became public; then why poll or enterprises were not needed."""
    reported = [each for each in await activities_of(runtime.reads, consultation_id) if each.reported_at is not None]
    excused = [
        block for step in (WaivableStep.OPINION_POLL, WaivableStep.ENTERPRISES) for block in waived_steps(events, step, say)
    ]
    return [block for each in reported for block in _activity(each, say)] + excused


def _activity(activity: ActivityView, say: Say) -> Iterator[Block]:
    heading = f"{say('activity_kind', activity.kind)}　{display_text(activity.subject or '')}"
    yield words(display_text(activity.summary or ""), heading)
    people = f"{activity.attended}　{say('deliberation_file', 'activity_observers')} {activity.observers}"
    facts = [("activity_began", moment_words(activity.began_at) if activity.began_at else "")]
    facts += [] if activity.poll else [("activity_attended", people)]
    yield Facts(tuple((say("deliberation_file", name), value) for name, value in facts))
    if activity.poll:
        head = ("poll_question", "poll_answer", "poll_count")
        rows = tuple((display_text(each.question), display_text(each.answer), str(each.count)) for each in activity.poll.figures)
        yield Table(tuple(say("deliberation_file", name) for name in head), rows, FIGURES)
    if activity.views:
        head = ("heard", "use", "activity_reason")
        yield Table(
            tuple(say("deliberation_file", name) for name in head), tuple(_view(each, say) for each in activity.views), VIEWS
        )


def _view(view: ReportedView, say: Say) -> tuple[str, ...]:
    disposition = say("disposition", view.disposition) if view.disposition else say("deliberation_file", "activity_by_point")
    return display_text(view.view), disposition, display_text(view.reason or "")
