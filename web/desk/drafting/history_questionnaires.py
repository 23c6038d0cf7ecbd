"""What the events of questionnaires and responses say, in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from domain.event import Event
from domain.questionnaire import events as q
from domain.questionnaire_response import events as qr
from domain.sealing import CLOSED
from web.shared.wording.languages import Locale
from web.shared.wording.words import word_or_value


def facts_of_questionnaires(event: Event, locale: Locale) -> Iterator[tuple[str, object]]:
    """Names (source strings) and values."""
    match event:
        case q.QuestionnaireDrafted(form=form) if form is not CLOSED:
            yield from (("问卷标题", form.title), ("题目数", len(form.questions)))
        case q.QuestionnaireOpened():
            yield from (("开始", event.opens_at), ("截止", event.closes_at))
        case q.QuestionnaireWithdrawn():
            yield "理由", event.reason
        case q.QuestionnaireClosed():
            yield "截止", event.closed_at
        case q.ResponsesCounted():
            yield from (("公开并统计的答卷", len(event.responses)), ("尚未统计的答卷", event.remaining))
        case q.QuestionnaireFiguresPublished():
            yield from (("统计的答卷", event.responses), ("问卷的传播情况", event.spread))
        case qr.ResponseSubmitted():
            yield "您的身份", locale.translate(word_or_value("respondent", event.respondent_kind))
        case qr.ResponseErasureRequested():
            yield "内部说明", event.note
        case _:
            pass
