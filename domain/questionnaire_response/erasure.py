"""Erasure of what was written in a response 删除答卷文字 (PIPL art. 47): requested by one person, carried out by a second."""

from __future__ import annotations

from datetime import datetime

from domain.access import Actor, Role, require
from domain.consultation.state import Consultation
from domain.event import next_fields
from domain.questionnaire_response.events import ResponseErased, ResponseErasureRequested
from domain.questionnaire_response.refusals import (
    NothingWritten,
    SamePersonErasesWritten,
    WrittenErasedAlready,
    WrittenErasureMissing,
    WrittenErasureRequested,
)
from domain.questionnaire_response.state import Response
from domain.text import NOTE, normalised_text


def request_response_erasure(
    response: Response, decision: Consultation, *, note: str, actor: Actor, at: datetime
) -> ResponseErasureRequested:
    """Record a request, whatever the stage. Raises WrittenErasedAlready, WrittenErasureRequested, NothingWritten."""
    require(actor, Role.SCREENER, decision.divisions)
    if response.erased:
        raise WrittenErasedAlready
    if response.erasure_requested_by:
        raise WrittenErasureRequested
    if response.texts == ():
        raise NothingWritten
    text = normalised_text(note, field="note", max_length=NOTE)
    return ResponseErasureRequested(note=text, **next_fields(response, actor, at))


def erase_response(response: Response, decision: Consultation, *, actor: Actor, at: datetime) -> ResponseErased:
    """Destroy what was written. Raises WrittenErasedAlready, WrittenErasureMissing, SamePersonErasesWritten."""
    require(actor, Role.SCREENER, decision.divisions)
    if response.erased:
        raise WrittenErasedAlready
    if response.erasure_requested_by is None:
        raise WrittenErasureMissing
    if response.erasure_requested_by == str(actor.id):
        raise SamePersonErasesWritten
    return ResponseErased(**next_fields(response, actor, at))
