"""The state of a questionnaire, folded from its events; works without the sealed contents."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec
from msgspec.structs import replace

from domain.event import Event
from domain.questionnaire import events as e
from domain.questionnaire.form import QuestionnaireForm
from domain.sealing import Closed


class Questionnaire(msgspec.Struct, frozen=True, kw_only=True):
    """One questionnaire beside a decision's draft. `counted`: how many responses so far; `remaining`: None before the count."""

    id: UUID
    version: int
    consultation_id: UUID
    form: QuestionnaireForm | Closed
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    withdrawn: bool = False
    closed: bool = False
    counted: int = 0
    remaining: int | None = None
    figures_published: bool = False

    @property
    def opened(self) -> bool:
        return self.opens_at is not None


def evolve(state: Questionnaire | None, event: Event) -> Questionnaire:
    """The questionnaire after `event`. Never refuses; an event of a kind not known here only advances the version."""
    if state is None and isinstance(event, e.QuestionnaireDrafted):
        return _drafted(event)
    if state is None:
        raise TypeError(f"a questionnaire begins with questionnaire-drafted, not {event.topic}")
    return _changed(replace(state, version=event.originator_version), event)


def _drafted(event: e.QuestionnaireDrafted) -> Questionnaire:
    return Questionnaire(
        id=event.originator_id,
        version=event.originator_version,
        consultation_id=event.consultation_id,
        form=event.form,
    )


def _changed(state: Questionnaire, event: Event) -> Questionnaire:
    match event:
        case e.QuestionnaireDrafted(form=form):
            return replace(state, form=form)
        case e.QuestionnaireOpened(opens_at=opens_at, closes_at=closes_at):
            return replace(state, opens_at=opens_at, closes_at=closes_at)
        case e.QuestionnaireWithdrawn():
            return replace(state, withdrawn=True)
        case e.QuestionnaireClosed():
            return replace(state, closed=True)
        case e.ResponsesCounted(responses=responses, remaining=remaining):
            return replace(state, counted=state.counted + len(responses), remaining=remaining)
        case e.QuestionnaireFiguresPublished():
            return replace(state, figures_published=True)
        case _:
            return state
