"""The responses to the questionnaires of one decision while it is re-checked: which wait to be counted, and what they say."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

import msgspec

from domain.enumerations import RespondentKind
from domain.event import Event
from domain.questionnaire.events import ResponsesCounted
from domain.questionnaire_response.events import Answer, ResponseSubmitted
from domain.sealing import CLOSED, Closed


class Waiting(msgspec.Struct, frozen=True):
    """What a response that is not counted yet answers; CLOSED where the reader cannot tell."""

    kind: RespondentKind
    answers: tuple[Answer, ...] | Closed


class Responses:
    """`waiting`: by questionnaire and response. `submitted`: how many of each questionnaire. `counted`: ids, of all of them.

    An answer that many gave is kept once; of a response that is counted no more than its id is.
    """

    def __init__(self) -> None:
        self.waiting: dict[UUID, dict[UUID, Waiting]] = defaultdict(dict)
        self.submitted: dict[UUID, int] = defaultdict(int)
        self.counted: set[UUID] = set()
        self._answers: dict[Answer, Answer] = {}

    def add(self, event: Event) -> None:
        if isinstance(event, ResponseSubmitted):
            self.submitted[event.questionnaire_id] += 1
            self.waiting[event.questionnaire_id][event.originator_id] = Waiting(event.respondent_kind, self._kept(event.answers))
        elif isinstance(event, ResponsesCounted):
            for response in event.responses:
                self.waiting[event.originator_id].pop(response, None)
            self.counted.update(event.responses)

    def _kept(self, answers: tuple[Answer, ...] | Closed) -> tuple[Answer, ...] | Closed:
        return CLOSED if answers is CLOSED else tuple(self._answers.setdefault(answer, answer) for answer in answers)
