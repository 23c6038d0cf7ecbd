"""What the events of participation activities say, in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from domain.activity import events as v
from domain.activity.values import Poll
from domain.consultation.events import ParticipationReported
from domain.event import Event
from web.shared.wording.languages import Locale
from web.shared.wording.words import word_or_value


def _word(locale: Locale, kind: str, value: object) -> str:
    return locale.translate(word_or_value(kind, value))


def facts_of_activities(event: Event, locale: Locale) -> Iterator[tuple[str, object]]:
    """Names (source strings) and values."""
    yield from _preparing(event, locale)
    yield from _participants(event, locale)
    yield from _held(event, locale)


def _preparing(event: Event, locale: Locale) -> Iterator[tuple[str, object]]:
    match event:
        case v.ActivityPlanned():
            yield from (("活动形式", _word(locale, "activity_kind", event.kind)), ("主题", event.subject))
            yield from (("举行方式", _word(locale, "activity_form", event.form)), ("地点", event.place), ("理由", event.reason))
        case v.ActivityAnnounced():
            yield from (("举行时间", event.held_at), ("报名截止", event.apply_until), ("公告内容", event.content))
            for quota in event.quotas:
                seats = locale.translate("{n}名，{how}").format(n=quota.seats, how=_word(locale, "selection", quota.selection))
                yield _word(locale, "side", quota.side), seats
        case v.ApplicationsClosed():
            yield from (("报名人数", event.applications), ("报名旁听人数", event.observers))
        case v.LotDrawn():
            yield from (("抽签种子", event.seed), ("日志记录数", event.log_size))
        case v.ActivityCalledOff():
            yield "理由", event.reason


def _participants(event: Event, locale: Locale) -> Iterator[tuple[str, object]]:
    match event:
        case v.ParticipantInvited():
            yield from (("代表类别", _word(locale, "side", event.side)), ("姓名", event.name), ("单位", event.organisation))
        case v.ParticipantListPublished():
            yield "参加人", len(event.listed)
        case v.MaterialsDelivered():
            yield from (("送达日期", event.delivered_on), ("送达方式", _word(locale, "delivery", event.how)))
        case v.RecordConfirmed():
            yield from (("笔录确认", _word(locale, "confirmation", event.how)), ("日期", event.signed_on), ("理由", event.reason))


def _held(event: Event, locale: Locale) -> Iterator[tuple[str, object]]:
    match event:
        case v.ActivityHeld():
            yield from (("开始时间", event.began_at), ("到场的参加人", len(event.attended)), ("旁听人数", event.observers))
            yield from (("主持人", event.host), ("记录人", event.recorder), ("陈述人", event.presenter))
        case v.PollTaken(poll=Poll() as poll):
            yield from (("由谁调查", poll.unit), ("调查方法", _word(locale, "poll_method", poll.method)))
            yield from (("调查人数", poll.asked), ("答复人数", poll.answered))
        case v.RecordClosed():
            yield "发言", event.statements
        case v.ActivityReported():
            yield "报告摘要", event.summary
        case ParticipationReported():
            yield "活动形式", _word(locale, "activity_kind", event.kind)
