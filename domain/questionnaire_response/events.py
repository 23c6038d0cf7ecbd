"""What can happen to a response 答卷 to a questionnaire."""

from __future__ import annotations

from uuid import UUID

import msgspec

from domain.enumerations import RespondentKind
from domain.event import Event, topic
from domain.sealing import Sealed, SealedContact, SealedNever


class Answer(msgspec.Struct, frozen=True):
    """The answer to one question, by its number. `chosen`: numbers of options from 1, the step of a scale, or 1 for a text."""

    question: int
    chosen: tuple[int, ...]


class WrittenAnswer(msgspec.Struct, frozen=True):
    """The words written to a question of free text."""

    question: int
    text: str


@topic("response-submitted.v1")
class ResponseSubmitted(Event, frozen=True, kw_only=True):
    """提交答卷. `answers`: only questions that were answered, in their order; opened and counted after the close.

    `texts`: never published from here, and erased on request; who wants them published and answered sends them as a comment.
    """

    questionnaire_id: UUID
    respondent_kind: RespondentKind
    answers: Sealed[tuple[Answer, ...]]
    texts: SealedContact[tuple[WrittenAnswer, ...]]


@topic("response-erasure-requested.v1")
class ResponseErasureRequested(Event, frozen=True, kw_only=True):
    """答卷文字删除请求 (PIPL art. 47)."""

    note: SealedNever[str]


@topic("response-erased.v1")
class ResponseErased(Event, frozen=True, kw_only=True):
    """删除答卷文字 by a second person: what was written is destroyed; what was chosen is counted as before, and tells nobody's
    name."""
