"""What an event about other units of a decision says, in plain words, for staff."""

from __future__ import annotations

from collections.abc import Iterator

from domain.consultation import events as e
from domain.event import Event
from domain.sealing import CLOSED
from web.shared.wording.languages import Locale
from web.shared.wording.words import word_or_value


def facts_of_units(event: Event, locale: Locale) -> Iterator[tuple[str, object]]:
    """Name (source string) and value of each fact."""
    match event:
        case e.JointDivisionNamed():
            yield from (("共同承办单位", event.name), ("理由", event.reason))
        case e.JointDivisionEnded():
            yield from (("共同承办单位", event.division), ("理由", event.reason))
        case e.PartsAssigned():
            yield from (("共同承办单位", event.division), ("条文", len(event.articles)), ("要点", len(event.points)))
        case e.DecisionHandedOver():
            yield from (("承接处室", event.name), ("商定移交的日期", event.agreed_on), ("理由", event.reason))
        case e.DraftCountersigned():
            yield from (("共同承办单位", event.division), ("保留意见", event.reservation))
        case e.CountersignatureExcused():
            yield from (("共同承办单位", event.division), ("理由", event.reason))
        case _:
            yield from _opinions(event, locale)


def _opinions(event: Event, locale: Locale) -> Iterator[tuple[str, object]]:
    match event:
        case e.UnitAsked():
            yield from (("单位", event.name), ("反馈期限", event.due_on), ("函件内容", event.letter))
        case e.UnitAnswered():
            yield from (("单位", event.unit), ("收到日期", event.received_on))
            yield "意见", None if event.position is CLOSED else locale.translate(word_or_value("unit_position", event.position))
            yield "具体意见", event.text
        case e.UnitOpinionCoordinated():
            yield "单位", event.unit
            yield "协商结果", None if event.result is CLOSED else locale.translate(word_or_value("coordination", event.result))
            yield "协商情况", event.note
        case _:
            pass
