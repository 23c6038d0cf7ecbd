"""Questionnaires in random histories: event after event, then another questionnaire."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from domain.enumerations import QuestionKind, RespondentKind
from domain.event import CLOCK, PUBLIC, Event
from domain.questionnaire import events as q
from domain.questionnaire.form import Question, QuestionnaireForm
from domain.questionnaire_response import events as qr


class Lives(Protocol):
    """What adds events, and words found in nothing else."""

    at: datetime

    def add(self, kind: type[Event], decision: Any, stream: UUID | None = None, actor: str = ..., /, **facts: Any) -> int: ...

    def secret(self) -> str: ...


def ask(lives: Lives, decision: Any, place: int) -> None:
    """The event at this place of the script, from 0 on; beyond its end it begins anew, on other streams."""
    turn, step = divmod(place, len(SCRIPT))
    SCRIPT[step](lives, decision, UUID(int=decision.id.int + 600_000 + 10 * turn))


def _draft(lives: Lives, decision: Any, stream: UUID) -> None:
    questions = (
        Question(kind=QuestionKind.SINGLE, text="几点收市？", options=("十点", "十一点"), least=1, most=1),
        Question(kind=QuestionKind.TEXT, text="还有什么"),
    )
    lives.add(
        q.QuestionnaireDrafted, decision, stream, form=QuestionnaireForm(title=f"问卷 {lives.secret()}", questions=questions)
    )


def _open(lives: Lives, decision: Any, stream: UUID) -> None:
    lives.add(q.QuestionnaireOpened, decision, stream, opens_at=lives.at, closes_at=lives.at + timedelta(days=9))


def _respond(number: int) -> Callable[[Lives, Any, UUID], None]:
    def respond(lives: Lives, decision: Any, stream: UUID) -> None:
        kind = (RespondentKind.INDIVIDUAL, RespondentKind.ENTERPRISE)[number % 2]
        facts: dict[str, Any] = {"questionnaire_id": stream, "respondent_kind": kind}
        facts |= {"answers": (qr.Answer(1, (number,)), qr.Answer(2, (1,)))}
        texts = (qr.WrittenAnswer(2, f"写的 {lives.secret()}"),)
        lives.add(qr.ResponseSubmitted, decision, _response(stream, number), PUBLIC, **facts, texts=texts)

    return respond


def _response(stream: UUID, number: int) -> UUID:
    return UUID(int=stream.int + number)


def _ask_erasure(lives: Lives, decision: Any, stream: UUID) -> None:
    lives.add(qr.ResponseErasureRequested, decision, _response(stream, 1), note=f"本人来电 {lives.secret()}")


def _erase(lives: Lives, decision: Any, stream: UUID) -> None:
    lives.add(qr.ResponseErased, decision, _response(stream, 1))


def _close(lives: Lives, decision: Any, stream: UUID) -> None:
    lives.add(q.QuestionnaireClosed, decision, stream, CLOCK, closed_at=lives.at)


def _count(number: int) -> Callable[[Lives, Any, UUID], None]:
    def count(lives: Lives, decision: Any, stream: UUID) -> None:
        kind = (RespondentKind.INDIVIDUAL, RespondentKind.ENTERPRISE)[number % 2]
        counts = (q.KindCount(kind=kind, responses=1, questions=((1, 2 - number, number - 1), (1, 1))),)
        facts: dict[str, Any] = {"responses": (_response(stream, number),), "counts": counts}
        lives.add(q.ResponsesCounted, decision, stream, CLOCK, **facts, remaining=2 - number)

    return count


def _publish(lives: Lives, decision: Any, stream: UUID) -> None:
    spread = f"在网站张贴 {lives.secret()}"
    lives.add(q.QuestionnaireFiguresPublished, decision, stream, responses=2, spread=spread)


def _withdraw(lives: Lives, decision: Any, stream: UUID) -> None:
    reason = f"题目有误 {lives.secret()}"
    lives.add(q.QuestionnaireWithdrawn, decision, UUID(int=stream.int + 5), reason=reason)


def _other(step: Callable[[Lives, Any, UUID], None]) -> Callable[[Lives, Any, UUID], None]:
    """The same of another questionnaire, which is withdrawn."""
    return lambda lives, decision, stream: step(lives, decision, UUID(int=stream.int + 5))


SCRIPT: tuple[Callable[[Lives, Any, UUID], None], ...] = (
    *(_draft, _draft, _open, _respond(1), _respond(2), _ask_erasure, _erase, _close, _count(1), _count(2), _publish),
    *(_other(_draft), _other(_open), _other(_respond(1)), _withdraw),
)
