"""What the pages about answers ask: the gate's figures, one point with its decision, and whether answers may still change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from consult.archive.streams import NotFound
from consult.reading.access import readable_decision
from consult.reading.answers import PointAtDesk, points_at_desk
from consult.runtime import Runtime
from domain.access import LEAD, UNDERTAKING_UNITS, Role, Standing
from domain.consultation.contradictions import contradictions
from domain.consultation.state import Consultation
from domain.point.refusals import PointMerged
from domain.values import TextDocument
from projections.consultations.queries import ArticleView, articles
from web.desk.access.decision import AtDesk, at_desk, decision_context, id_in
from web.desk.access.session import DeskRequest, signed_in
from web.shared.articles import named_with_words
from web.shared.request_state import runtime_of
from web.shared.wording.languages import Locale


class AtPoint(msgspec.Struct, frozen=True):
    """A person before one point of a decision. `others`: every other point that stands."""

    desk: AtDesk
    point: PointAtDesk
    others: tuple[PointAtDesk, ...]

    @property
    def root(self) -> str:
        """Address of the point's desk pages, below the language's prefix."""
        return f"/desk/points/{self.point.id}"


async def at_answers(request: DeskRequest, role: Role | None = None, of: frozenset[Standing] = LEAD) -> AtDesk:
    """As `at_desk`, of a decision whose call is published. Raises NotFound for another."""
    desk = await at_desk(request)
    if desk.state.published_at is None:
        raise NotFound
    if role is not None:
        desk.require(role, of)
    return desk


async def address_after_merging(request: DeskRequest) -> str | None:
    """Address of the point that this one was merged into, where it was; whoever may read it is asked there. Raises NotFound."""
    await signed_in(request)
    found = await runtime_of(request).archive.point(id_in(request, "point_id"))
    return f"/desk/points/{found.dissolved_into}" if found.dissolved_into else None


async def at_point(request: DeskRequest) -> AtPoint:
    """Raises NotSignedIn, NotFoundException, NotFound, PointMerged, RoleMissing, OtherDivision."""
    signed, runtime = await signed_in(request), runtime_of(request)
    found = await runtime.archive.point(id_in(request, "point_id"))
    desk = AtDesk(signed, await readable_decision(runtime, signed.actor, found.consultation_id))
    if not found.is_active:
        raise PointMerged
    known = await points_at_desk(runtime, found.consultation_id)
    point = next((each for each in known if each.id == found.id), None)
    if point is None:
        raise NotFound
    return AtPoint(desk, point, tuple(each for each in known if each.id != found.id))


async def labels_of(runtime: Runtime, state: Consultation) -> dict[str, ArticleView]:
    """The consulted text's articles by id, in their order."""
    return {article.id: article for article in await articles(runtime.reads, state.id)}


def article_options(known: Mapping[str, ArticleView]) -> list[tuple[str, str]]:
    """Articles as the options of a field; items of a plan with their first words."""
    return [(article.id, named_with_words(article)) for article in known.values()]


def article_names(known: Mapping[str, ArticleView], locale: Locale) -> dict[str, str]:
    """What each article is called where it is named; a text without articles is the whole draft."""
    return {article.id: article.label or locale.translate("全文") for article in known.values()}


SUPPLEMENT_SIGNED = "补充反馈已经审签，要点和答复不能再改动。如需修改，请重新保存补充反馈稿：审签随即失效，改好后再送审签。"


def why_answers_are_frozen(state: Consultation) -> str:
    """Why the answers cannot change now (a source string); empty where they can."""
    if state.answered_at is not None:
        return SUPPLEMENT_SIGNED if state.answers_signed_off else ""
    if state.ended_at is not None:
        return "该决策已经终止，不再归纳意见或者答复。"
    if state.feedback_signed_off_by is not None:
        return "反馈已经审签，要点和答复不能再改动。如需修改，请重新保存反馈稿：审签随即失效，改好后再送审签。"
    return ""


def may_answer(desk: AtDesk) -> bool:
    """Whether this person may change points and answers now."""
    return desk.may(Role.ANSWERER, UNDERTAKING_UNITS) and not why_answers_are_frozen(desk.state)


def may_change(desk: AtDesk, point: PointAtDesk) -> bool:
    """Whether this person may still change the words of the point and its answer: not once they are public."""
    return may_answer(desk) and not point.point.is_published


def contradicted_articles(state: Consultation, points: tuple[PointAtDesk, ...]) -> frozenset[str]:
    """Articles that an adopted answer names as changed although the revised text leaves them as they were."""
    if not isinstance(state.draft, TextDocument) or not isinstance(state.revised, TextDocument):
        return frozenset()
    answers = [point.disposition for point in points if point.disposition]
    return frozenset(contradictions(state.draft, state.revised, answers))


def missing_in_point(point: PointAtDesk, unkept: frozenset[str]) -> list[str]:
    """What the point still lacks, as source strings."""
    found = []
    if point.disposition is None:
        found.append("没有答复")
    if not point.comments:
        found.append("没有归入意见")
    if point.disposition and unkept.intersection(point.disposition.articles_changed):
        found.append("写明采纳但条款未变")
    return found


def points_context(desk: AtDesk, **more: Any) -> dict[str, Any]:
    return decision_context(
        desk, frozen=why_answers_are_frozen(desk.state), may_answer=may_answer(desk), missing_of=missing_in_point, **more
    )
