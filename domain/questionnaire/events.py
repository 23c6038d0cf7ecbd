"""What can happen to a questionnaire 问卷调查 beside a draft ([713] art. 14)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from domain.enumerations import RespondentKind
from domain.event import Event, topic
from domain.questionnaire.form import QuestionnaireForm
from domain.sealing import Sealed, SealedAtOnce


class KindCount(msgspec.Struct, frozen=True, kw_only=True):
    """The answers of one kind of respondent. `questions`: of each question how many answered it, then how many gave each of
    its values, in their order (`Question.values`).
    """

    kind: RespondentKind
    responses: int
    questions: tuple[tuple[int, ...], ...]


@topic("questionnaire-drafted.v1")
class QuestionnaireDrafted(Event, frozen=True, kw_only=True):
    """问卷起草: the whole of it as it stands from now on; again for each change until it opens."""

    form: Sealed[QuestionnaireForm]


@topic("questionnaire-opened.v1")
class QuestionnaireOpened(Event, frozen=True, kw_only=True):
    """问卷发布: answered from `opens_at` (inclusive) to `closes_at` (exclusive), no longer than the consultation is open."""

    opens_at: datetime
    closes_at: datetime


@topic("questionnaire-withdrawn.v1")
class QuestionnaireWithdrawn(Event, frozen=True, kw_only=True):
    """问卷撤回 before its close, with the reason in public; what was answered until then is neither opened nor counted."""

    reason: SealedAtOnce[str]


@topic("questionnaire-closed.v1")
class QuestionnaireClosed(Event, frozen=True, kw_only=True):
    """问卷截止, by the clock: no response is recorded after it."""

    closed_at: datetime


@topic("responses-counted.v1")
class ResponsesCounted(Event, frozen=True, kw_only=True):
    """计票: these responses are opened and counted, the next ones in the order of the log; until none is left.

    `responses`: their streams. `counts`: by kind of respondent, those with none left out. `remaining`: how many wait still.
    """

    responses: tuple[UUID, ...]
    counts: tuple[KindCount, ...]
    remaining: int


@topic("questionnaire-figures-published.v1")
class QuestionnaireFiguresPublished(Event, frozen=True, kw_only=True):
    """公布统计结果: all are counted. `spread`: in words how it was spread, without which nobody can judge the figures."""

    responses: int
    spread: SealedAtOnce[str]
