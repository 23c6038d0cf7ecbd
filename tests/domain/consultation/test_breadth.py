"""Blanket answers: whoever signs is warned of an answer to most of the comments, and of a reason that names nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest

from domain.consultation.breadth import MANY_TEXTS, SEVERAL_TEXTS, blanket_answer, first_drawn, words_of
from domain.consultation.events import BlanketAnswer, BlanketAnswersSeen, FeedbackSignedOff
from domain.consultation.outcome_refusals import BlanketAnswersUnseen, SamePersonSignsOff
from domain.consultation.state import Consultation
from domain.consultation.steps.answering import sign_off_events, sign_off_feedback
from domain.event import Event
from tests.domain.consultation.told import ADOPTS, ANSWERER, RELEASER, prepared

POINT = UUID(int=7)
TEXTS = ("夜市噪声太大，请限制营业时间。", "停车位不够，应当增加。")
NAMING, SILENT = "夜市营业时间由各区结合实际确定。", "感谢您的意见，我们将认真研究，予以参考。"


def warned(reason: str = NAMING, **facts: Any) -> BlanketAnswer | None:
    known: dict[str, Any] = {"comments": 30, "distinct_texts": MANY_TEXTS, "answered": 59, "texts": TEXTS} | facts
    return blanket_answer(POINT, reason=reason, **known)


def test_an_answer_to_more_than_half_of_the_comments_is_told() -> None:
    assert warned() == BlanketAnswer(POINT, 30, MANY_TEXTS, most=True, unnamed=False)
    assert warned(answered=60) is None


def test_one_petition_sent_by_many_is_one_text() -> None:
    assert warned(comments=500, distinct_texts=MANY_TEXTS - 1, answered=500) is None


def test_a_reason_that_names_nothing_of_what_was_said_is_told() -> None:
    found = warned(SILENT, answered=1_000)
    assert found is not None
    assert (found.most, found.unnamed) == (False, True)
    assert warned(SILENT, answered=1_000, distinct_texts=SEVERAL_TEXTS - 1) is None


def test_what_stands_in_every_answer_names_nothing() -> None:
    assert not words_of("我们研究采纳") & words_of("建议研究采纳")
    assert words_of("A座２０３室，ＷＩＦＩ") >= {"203", "wifi"}


def test_where_the_drawing_begins_follows_from_the_entry_that_is_signed() -> None:
    assert first_drawn(b"\1" * 32, POINT) == first_drawn(b"\1" * 32, POINT)
    assert len({first_drawn(bytes([leaf]) * 32, UUID(int=point)) for leaf in range(3) for point in range(3)}) == 9


def signed(seen: Sequence[str], actor: Any = RELEASER) -> tuple[Event, ...]:
    def decide(state: Consultation) -> Event:
        return sign_off_feedback(state, (), (), actor=actor, at=ADOPTS)

    warning = BlanketAnswer(POINT, 30, 25, most=True, unnamed=False)
    return sign_off_events(prepared(), decide, [warning], seen, actor=actor, at=ADOPTS)


def test_whoever_signs_says_by_point_that_he_has_seen_it_and_that_is_recorded_before() -> None:
    with pytest.raises(BlanketAnswersUnseen) as refused:
        signed([])
    assert refused.value.params == {"points": [str(POINT)]}
    told, event = signed([str(POINT)])
    assert isinstance(told, BlanketAnswersSeen)
    assert isinstance(event, FeedbackSignedOff)
    assert event.originator_version == told.originator_version + 1


def test_whoever_may_not_sign_is_told_so_first() -> None:
    with pytest.raises(SamePersonSignsOff):
        signed([], actor=ANSWERER_WHO_RELEASES)


ANSWERER_WHO_RELEASES = type(ANSWERER)(ANSWERER.id, ANSWERER.division_id, RELEASER.roles)
