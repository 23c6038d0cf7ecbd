"""The state of a response, folded from its events; works without the sealed contents."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec
from msgspec.structs import replace

from domain.enumerations import RespondentKind
from domain.event import Event
from domain.questionnaire_response import events as e
from domain.sealing import Closed


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """One response 答卷. `erasure_requested_by`: who recorded a request that waits."""

    id: UUID
    version: int
    consultation_id: UUID
    questionnaire_id: UUID
    submitted_at: datetime
    respondent_kind: RespondentKind
    answers: tuple[e.Answer, ...] | Closed
    texts: tuple[e.WrittenAnswer, ...] | Closed
    erasure_requested_by: str | None = None
    erased: bool = False


def evolve(state: Response | None, event: Event) -> Response:
    """The response after `event`. Never refuses; an event of a kind not known here only advances the version."""
    if isinstance(event, e.ResponseSubmitted):
        return _submitted(event)
    if state is None:
        raise TypeError(f"a response begins with response-submitted, not {event.topic}")
    state = replace(state, version=event.originator_version)
    match event:
        case e.ResponseErasureRequested(actor=actor):
            return replace(state, erasure_requested_by=actor)
        case e.ResponseErased():
            return replace(state, erasure_requested_by=None, erased=True)
        case _:
            return state


def _submitted(event: e.ResponseSubmitted) -> Response:
    return Response(
        id=event.originator_id,
        version=event.originator_version,
        consultation_id=event.consultation_id,
        questionnaire_id=event.questionnaire_id,
        submitted_at=event.timestamp,
        respondent_kind=event.respondent_kind,
        answers=event.answers,
        texts=event.texts,
    )
