"""Dispositions: drafted in private as often as needed, published with a reason, afterwards only superseded in public."""

import pytest

from domain.access import Actor, OtherDivision, RoleMissing
from domain.comment.refusals import ArticleUnknown, ConsultationNotPublished
from domain.consultation.state import Consultation
from domain.enumerations import DispositionKind, ReasonKind
from domain.point.dispositions import draft_disposition, supersede_disposition
from domain.point.events import DispositionDrafted, DispositionSuperseded
from domain.point.refusals import (
    AnswersEnded,
    ArticlesNotNamed,
    CitationMissing,
    PointNotPublished,
    PointPublished,
    ReasonMissing,
    SupersedingUnchanged,
)
from domain.point.state import Point, evolve, published
from domain.rules import NATIONAL_RULES
from domain.text import ControlCharacter, TextTooLong
from domain.values import DispositionText
from tests.domain.comment import examples as given
from tests.domain.point.test_points import point

REASON = "夜市营业时间由各区自行确定。"
NOTED = DispositionText(DispositionKind.NOTED, ReasonKind.POLICY_CHOICE, REASON)
WHY = "原答复引用的条款有误，现予更正。"


def drafted(
    disposition: DispositionText, consultation: Consultation | None = None, actor: Actor = given.ANSWERER
) -> DispositionDrafted:
    where = consultation or given.opened()
    return draft_disposition(point(1), where, disposition, rules=NATIONAL_RULES, actor=actor, at=given.DURING)


def answered_point() -> Point:
    return evolve(point(1), drafted(NOTED))


def public_point() -> Point:
    return published(answered_point())


def superseded(
    disposition: DispositionText,
    *,
    state: Point | None = None,
    consultation: Consultation | None = None,
    why: str = WHY,
    actor: Actor = given.ANSWERER,
) -> DispositionSuperseded:
    where = consultation or given.answered()
    return supersede_disposition(
        state or public_point(), where, disposition, why=why, rules=NATIONAL_RULES, actor=actor, at=given.DURING
    )


def test_an_answer_is_drafted_and_drafted_again() -> None:
    first = answered_point()
    assert (first.answered, first.kind, first.version) == (True, DispositionKind.NOTED, 3)
    adopted = DispositionText(DispositionKind.ADOPTED, ReasonKind.OTHER, REASON, articles_changed=("a2", "a2"))
    event = draft_disposition(first, given.closed(), adopted, rules=NATIONAL_RULES, actor=given.ANSWERER, at=given.DURING)
    second = evolve(first, event)
    assert (second.kind, second.earlier, second.version) == (DispositionKind.ADOPTED, (), 4)
    assert event.disposition.articles_changed == ("a2",)  # type: ignore[union-attr]


@pytest.mark.parametrize("reason", ["", "同意", "不予采纳。谢谢您", "　理 由 充 分 ，\n谢 谢 您", "\u200b" * 20])
def test_every_disposition_has_a_reason_of_ten_characters(reason: str) -> None:
    with pytest.raises(ReasonMissing) as refused:
        drafted(DispositionText(DispositionKind.NOTED, ReasonKind.OTHER, reason))
    assert (refused.value.params["minimum"], refused.value.status) == (10, 422)
    with pytest.raises(ReasonMissing):
        superseded(DispositionText(DispositionKind.NOTED, ReasonKind.OTHER, reason))


def test_ten_characters_are_enough() -> None:
    assert drafted(DispositionText(DispositionKind.NOTED, ReasonKind.OTHER, "一二三四五六七八九十"))


@pytest.mark.parametrize(
    ("reason", "refusal"), [("字" * 10_001, TextTooLong), ("控制字符不能出现在理由里\x00", ControlCharacter)]
)
def test_a_reason_is_well_formed(reason: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        drafted(DispositionText(DispositionKind.NOTED, ReasonKind.OTHER, reason))


@pytest.mark.parametrize("citation", [None, "", " "])
def test_a_reason_of_law_cites_its_article(citation: str | None) -> None:
    with pytest.raises(CitationMissing):
        drafted(DispositionText(DispositionKind.NOT_ADOPTED, ReasonKind.LAW, REASON, citation))
    assert drafted(DispositionText(DispositionKind.NOT_ADOPTED, ReasonKind.LAW, REASON, "《食品安全法》第三十六条"))


@pytest.mark.parametrize("kind", DispositionKind)
def test_adopted_and_partly_adopted_name_the_articles_changed(kind: DispositionKind) -> None:
    disposition = DispositionText(kind, ReasonKind.OTHER, REASON)
    if kind not in (DispositionKind.ADOPTED, DispositionKind.PARTLY_ADOPTED):
        assert drafted(disposition)
        return
    with pytest.raises(ArticlesNotNamed):
        drafted(disposition)


def test_the_articles_changed_are_of_the_draft() -> None:
    with pytest.raises(ArticleUnknown):
        drafted(DispositionText(DispositionKind.ADOPTED, ReasonKind.OTHER, REASON, articles_changed=("a1", "a7")))


def test_answers_are_drafted_from_publication_to_feedback() -> None:
    assert drafted(NOTED, given.closed())
    for consultation, refusal in (
        (given.unpublished(), ConsultationNotPublished),
        (given.ended(), AnswersEnded),
    ):
        with pytest.raises(refusal):
            drafted(NOTED, consultation)


def test_a_point_made_after_the_feedback_is_answered_and_a_published_one_is_not_answered_again() -> None:
    assert drafted(NOTED, given.answered())
    with pytest.raises(PointPublished):
        draft_disposition(public_point(), given.answered(), NOTED, rules=NATIONAL_RULES, actor=given.ANSWERER, at=given.DURING)


def test_a_published_answer_is_superseded_and_stays_visible() -> None:
    cited = DispositionText(DispositionKind.NOT_ADOPTED, ReasonKind.LAW, REASON, "《食品安全法》第三十六条")
    event = superseded(cited)
    assert (event.disposition, event.why) == (cited, WHY)
    after = evolve(public_point(), event)
    assert (after.disposition, after.earlier) == (cited, (NOTED,))
    again = evolve(after, superseded(NOTED, state=after))
    assert (again.disposition, again.earlier) == (NOTED, (NOTED, cited))


def test_an_answer_is_superseded_only_after_its_publication() -> None:
    for consultation in (given.opened(), given.closed(), given.answered()):
        with pytest.raises(PointNotPublished):
            superseded(NOTED, state=answered_point(), consultation=consultation)
    with pytest.raises(PointNotPublished):
        superseded(NOTED, state=point(1))


def test_superseding_says_why_and_something_else() -> None:
    with pytest.raises(ReasonMissing):
        superseded(DispositionText(DispositionKind.NOTED, ReasonKind.BUDGET, REASON), why="改了")
    with pytest.raises(SupersedingUnchanged):
        superseded(NOTED)


def test_only_an_answerer_of_the_division_answers() -> None:
    for actor, refusal in ((given.SCREENER, RoleMissing), (given.OUTSIDER, OtherDivision)):
        with pytest.raises(refusal):
            drafted(NOTED, actor=actor)
        with pytest.raises(refusal):
            superseded(NOTED, actor=actor)
