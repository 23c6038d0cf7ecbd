"""Dispositions 采纳情况: drafted in private, published with the feedback summary or a supplement, then superseded in public."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from domain.access import Actor, Role, require
from domain.comment.submission import refuse_unknown_articles
from domain.consultation.contradictions import CHANGING_KINDS
from domain.consultation.state import Consultation
from domain.enumerations import ReasonKind
from domain.event import next_fields
from domain.point.events import DispositionDrafted, DispositionSuperseded
from domain.point.points import require_answering_open, require_unpublished
from domain.point.refusals import (
    ArticlesNotNamed,
    CitationMissing,
    PointMerged,
    PointNotPublished,
    ReasonMissing,
    SupersedingUnchanged,
)
from domain.point.state import Point
from domain.rules import ProcedureRules
from domain.text import CITATION, DISPOSITION_REASON, REASON, normalised_text, optional_text, visible_length
from domain.values import DispositionText


def draft_disposition(
    point: Point,
    consultation: Consultation,
    disposition: DispositionText,
    *,
    rules: ProcedureRules,
    actor: Actor,
    at: datetime,
) -> DispositionDrafted:
    """Draft the answer, as often as needed; the last one before the feedback summary or supplement is what is published.

    Raises PointPublished, PointMerged, ReasonMissing, CitationMissing, ArticlesNotNamed, ArticleUnknown, TextRefused.
    """
    require_answering_open(consultation, actor, point)
    require_unpublished(point)
    checked = checked_disposition(disposition, consultation, rules)
    return DispositionDrafted(disposition=checked, **next_fields(point, actor, at))


def supersede_disposition(
    point: Point,
    consultation: Consultation,
    disposition: DispositionText,
    *,
    why: str,
    rules: ProcedureRules,
    actor: Actor,
    at: datetime,
) -> DispositionSuperseded:
    """Replace a published answer in public; the old one stays visible.

    Raises PointNotPublished, SupersedingUnchanged, ReasonMissing (also for `why`), and what `draft_disposition` does.
    """
    require(actor, Role.ANSWERER, consultation.divisions)
    if not point.is_active:
        raise PointMerged()
    if not point.is_published:
        raise PointNotPublished()
    checked = checked_disposition(disposition, consultation, rules)
    if checked == point.disposition:
        raise SupersedingUnchanged()
    _check_reason(why, rules, field="why")
    text = normalised_text(why, field="why", max_length=REASON, required=True)
    return DispositionSuperseded(disposition=checked, why=text, **next_fields(point, actor, at))


def checked_disposition(disposition: DispositionText, consultation: Consultation, rules: ProcedureRules) -> DispositionText:
    """The disposition with its texts normalised and its articles named once each."""
    _check_reason(disposition.reason, rules, field="reason")
    citation = optional_text(disposition.citation, field="citation", max_length=CITATION)
    if disposition.reason_kind == ReasonKind.LAW and citation is None:
        raise CitationMissing(field="citation")
    articles = tuple(dict.fromkeys(disposition.articles_changed))
    if disposition.kind in CHANGING_KINDS and not articles:
        raise ArticlesNotNamed(field="articles_changed")
    refuse_unknown_articles(consultation, articles)
    reason = normalised_text(disposition.reason, field="reason", max_length=DISPOSITION_REASON, required=True)
    return replace(disposition, reason=reason, citation=citation, articles_changed=articles)


def _check_reason(reason: str, rules: ProcedureRules, field: str) -> None:
    if visible_length(reason) < rules.min_reason_length:
        raise ReasonMissing(field=field, minimum=rules.min_reason_length)
