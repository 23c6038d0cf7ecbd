"""Screening: a comment is published, redacted or withheld, once, by a screener of the division."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from domain.access import Actor, OtherDivision, RoleMissing
from domain.comment.events import CommentPublished, CommentRedacted, CommentWithheld
from domain.comment.refusals import (
    AlreadyScreened,
    AlreadyWithdrawn,
    ContentErased,
    RedactionAddsWords,
    RedactionChangesNothing,
)
from domain.comment.screening import publish_comment, redact_comment, withhold_comment
from domain.comment.state import Comment
from domain.comment.withdrawal import withdraw_comment
from domain.consultation.state import Consultation
from domain.enumerations import CommentStatus, ErasureScope, WithholdingReason
from domain.event import Event
from domain.text import TextMissing
from domain.values import Blob
from tests.domain.comment import examples as given
from tests.domain.comment.test_erasure import erased

Screening = Callable[[Comment, Consultation, Actor], Event]
TEXT = "请联系张三，电话13800000000。"


def publish(comment: Comment, consultation: Consultation, actor: Actor = given.SCREENER) -> CommentPublished:
    return publish_comment(comment, consultation, actor=actor, at=given.DURING)


def redact(
    comment: Comment,
    consultation: Consultation,
    actor: Actor = given.SCREENER,
    text: str = "■议延长夜市营业时间，并公布投诉电话。",
) -> CommentRedacted:
    basis = WithholdingReason.PERSONAL_DATA
    return redact_comment(comment, consultation, basis=basis, redacted_text=text, actor=actor, at=given.DURING)


def withhold(
    comment: Comment, consultation: Consultation, actor: Actor = given.SCREENER, note: str = "含他人隐私"
) -> CommentWithheld:
    reason = WithholdingReason.PERSONAL_DATA
    return withhold_comment(comment, consultation, reason=reason, note=note, public_note=" ", actor=actor, at=given.DURING)


SCREENINGS: tuple[Screening, ...] = (publish, redact, withhold)


def test_a_comment_is_published_in_full() -> None:
    event = publish(given.comment(), given.opened())
    assert (event.originator_version, event.actor, event.name_shown) == (2, str(given.SCREENER.id), False)
    assert given.after(given.comment(), event).status == CommentStatus.PUBLISHED


def test_a_name_is_shown_only_with_consent() -> None:
    assert publish(given.comment(name="张三", publish_name=True), given.opened()).name_shown
    assert not publish(given.comment(name="张三"), given.opened()).name_shown


def test_an_erased_name_is_not_shown() -> None:
    comment = erased(given.comment(name="张三", publish_name=True), ErasureScope.IDENTITY)
    assert not publish(comment, given.opened()).name_shown


def test_a_comment_is_shown_with_spans_blacked_out() -> None:
    comment = given.comment(text=TEXT)
    event = redact(comment, given.opened(), text="请联系■■，电话■■■。")
    assert (event.spans, event.basis, event.redacted_text) == (2, WithholdingReason.PERSONAL_DATA, "请联系■■，电话■■■。")
    shown = given.after(comment, event)
    assert (shown.status, shown.redacted, shown.redacted_text) == (CommentStatus.PUBLISHED, True, event.redacted_text)


def test_a_redaction_changes_something() -> None:
    with pytest.raises(RedactionChangesNothing):
        redact(given.comment(text=TEXT), given.opened(), text=TEXT)


@pytest.mark.parametrize(
    "more", [{"proposed_wording": "张三负责。"}, {"attachments": (Blob("f" * 64, 1, "image/png"),), "file_names": ("证件.png",)}]
)
def test_a_redaction_may_only_keep_wording_or_attachments_closed(more: dict[str, Any]) -> None:
    assert redact(given.comment(text=TEXT, **more), given.opened(), text=TEXT).spans == 0


@pytest.mark.parametrize("text", ["请联系李四，电话■。", "■■感谢", "电话13800000000。请联系张三，■"])
def test_a_redaction_puts_no_words_into_the_author_s_mouth(text: str) -> None:
    with pytest.raises(RedactionAddsWords):
        redact(given.comment(text=TEXT), given.opened(), text=text)


def test_a_redaction_leaves_something() -> None:
    with pytest.raises(TextMissing):
        redact(given.comment(), given.opened(), text=" \n")


def test_a_comment_is_withheld_with_a_reason_and_a_note() -> None:
    event = withhold(given.comment(), given.opened())
    assert (event.reason, event.note, event.public_note) == (WithholdingReason.PERSONAL_DATA, "含他人隐私", None)
    state = given.after(given.comment(), event)
    assert (state.status, state.reason, state.screened_by) == (CommentStatus.WITHHELD, event.reason, str(given.SCREENER.id))
    with pytest.raises(TextMissing):
        withhold(given.comment(), given.opened(), note="")


@pytest.mark.parametrize("first", SCREENINGS)
@pytest.mark.parametrize("second", SCREENINGS)
def test_a_comment_is_screened_once(first: Screening, second: Screening) -> None:
    screened = given.after(given.comment(), first(given.comment(), given.opened(), given.SCREENER))
    with pytest.raises(AlreadyScreened):
        second(screened, given.opened(), given.OTHER_SCREENER)


@pytest.mark.parametrize("screening", SCREENINGS)
def test_two_screeners_at_once_want_the_same_place_in_the_stream(screening: Screening) -> None:
    mine = screening(given.comment(), given.opened(), given.SCREENER)
    theirs = publish(given.comment(), given.opened(), given.OTHER_SCREENER)
    assert (mine.originator_id, mine.originator_version) == (theirs.originator_id, theirs.originator_version)


@pytest.mark.parametrize("screening", SCREENINGS)
def test_a_withdrawn_comment_is_not_screened(screening: Screening) -> None:
    withdrawn = given.after(given.comment(), withdraw_comment(given.comment(), given.opened(), at=given.DURING))
    with pytest.raises(AlreadyWithdrawn):
        screening(withdrawn, given.opened(), given.SCREENER)


@pytest.mark.parametrize("screening", [publish, redact])
def test_erased_content_cannot_be_shown(screening: Screening) -> None:
    with pytest.raises(ContentErased):
        screening(erased(given.comment(), ErasureScope.ALL), given.opened(), given.SCREENER)


def test_erased_content_can_still_be_withheld_so_that_nothing_awaits_forever() -> None:
    assert withhold(erased(given.comment(), ErasureScope.ALL), given.opened())


@pytest.mark.parametrize("screening", SCREENINGS)
def test_only_a_screener_of_the_division_screens(screening: Screening) -> None:
    decide = partial(screening, given.comment(), given.opened())
    for actor in (given.NOBODY, given.ANSWERER, given.REGISTRAR):
        with pytest.raises(RoleMissing):
            decide(actor)
    with pytest.raises(OtherDivision):
        decide(given.OUTSIDER)
