"""Of the whole life: a questionnaire beside the draft, answered by three, one of whom has his words erased."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from domain.enumerations import QuestionKind, RespondentKind
from domain.event import CLOCK, PUBLIC, Event
from domain.questionnaire import events as q
from domain.questionnaire.form import Question, QuestionnaireForm
from domain.questionnaire_response import events as qr

QUESTIONNAIRE = UUID(int=950)
RESPONSES = tuple(UUID(int=960 + number) for number in range(3))
WORDS = "问卷链接在网站、公众号和摊位前张贴。"
FORM = QuestionnaireForm(
    title="夜市怎么办",
    questions=(
        Question(kind=QuestionKind.SINGLE, text="几点收市？", options=("十点", "十一点"), required=True, least=1, most=1),
        Question(kind=QuestionKind.SEVERAL, text="担心什么？", options=("噪声", "卫生", "交通"), least=2, most=2),
        Question(kind=QuestionKind.SCALE, text="总的看法", options=("差", "好"), least=1, most=3),
        Question(kind=QuestionKind.TEXT, text="还有什么"),
    ),
)
ANSWERS = (qr.Answer(1, (1,)), qr.Answer(2, (1, 3)), qr.Answer(3, (3,)), qr.Answer(4, (1,)))
INDIVIDUAL, ENTERPRISE = RespondentKind.INDIVIDUAL, RespondentKind.ENTERPRISE
COUNTS = (
    (q.KindCount(kind=INDIVIDUAL, responses=2, questions=((2, 2, 0), (2, 2, 0, 2), (2, 0, 0, 2), (2, 2))),),
    (q.KindCount(kind=ENTERPRISE, responses=1, questions=((1, 0, 1), (0, 0, 0, 0), (0, 0, 0, 0), (0, 0))),),
)


class Log(Protocol):
    def add(self, kind: type[Event], at: datetime, actor: str, stream: UUID = ..., /, **facts: Any) -> None: ...


def asked(log: Log, at: datetime, closes_at: datetime, drafter: str, releaser: str, *screeners: str) -> None:
    """Three answer: two people, and a firm that leaves out what it may."""
    log.add(q.QuestionnaireDrafted, at, drafter, QUESTIONNAIRE, form=QuestionnaireForm(title="夜市"))
    log.add(q.QuestionnaireDrafted, at, drafter, QUESTIONNAIRE, form=FORM)
    log.add(q.QuestionnaireOpened, at, releaser, QUESTIONNAIRE, opens_at=at, closes_at=closes_at)
    for place, stream in enumerate(RESPONSES):
        kind, answers = (INDIVIDUAL, ANSWERS) if place < 2 else (ENTERPRISE, (qr.Answer(1, (2,)),))
        texts = (qr.WrittenAnswer(4, "少放音乐"),) if place < 2 else ()
        facts: dict[str, Any] = {"respondent_kind": kind, "answers": answers, "texts": texts}
        log.add(qr.ResponseSubmitted, at, PUBLIC, stream, questionnaire_id=QUESTIONNAIRE, **facts)
    log.add(qr.ResponseErasureRequested, at, screeners[0], RESPONSES[0], note="本人来电")
    log.add(qr.ResponseErased, at, screeners[1], RESPONSES[0])


def counted(log: Log, at: datetime, closed_at: datetime, releaser: str) -> None:
    log.add(q.QuestionnaireClosed, at, CLOCK, QUESTIONNAIRE, closed_at=closed_at)
    parts = ((RESPONSES[:2], 1), (RESPONSES[2:], 0))
    for (responses, remaining), counts in zip(parts, COUNTS, strict=True):
        log.add(q.ResponsesCounted, at, CLOCK, QUESTIONNAIRE, responses=responses, counts=counts, remaining=remaining)
    log.add(q.QuestionnaireFiguresPublished, at, releaser, QUESTIONNAIRE, responses=3, spread=WORDS)
