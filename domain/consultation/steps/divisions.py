"""Divisions that undertake a decision together ([713] art. 11): joint ones are named, get their parts, end; a hand-over 移交."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from domain.access import Actor, Role, require
from domain.consultation.events import DecisionHandedOver, JointDivisionEnded, JointDivisionNamed, PartsAssigned
from domain.consultation.refusals import ContentClosed, DraftMissing
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import checked_past_date, reason_text, require_running
from domain.consultation.unit_refusals import (
    DivisionUndertakes,
    DivisionUnknown,
    EndedDecisionStays,
    HandedOverToItself,
    NotJoint,
    OfficerUnknown,
    PartAssignedElsewhere,
    PartUnknown,
    UnitStillAsked,
)
from domain.consultation.units import JointDivision
from domain.event import next_fields
from domain.sealing import CLOSED
from domain.values import Division

Known = Mapping[str, str]
"""Names of the divisions that have accounts, by id."""


def name_joint_division(
    state: Consultation, division: str, reason: str, *, known: Known, actor: Actor, at: datetime
) -> JointDivisionNamed:
    """确定共同承办单位. Raises DivisionUnknown, DivisionUndertakes, UnitStillAsked, ReasonTooShort, DecisionOver."""
    require_running(state, actor, Role.DRAFTER)
    named = known_division(known, division)
    if division == state.lead_id or division in state.units.joint:
        raise DivisionUndertakes(field="division_id")
    _refuse_asked(state, division)
    why, fields = reason_text(reason, state), next_fields(state, actor, at)
    return JointDivisionNamed(division=named.id, name=named.name, reason=why, **fields)


def end_joint_division(state: Consultation, division: str, reason: str, *, actor: Actor, at: datetime) -> JointDivisionEnded:
    """不再共同承办. Raises NotJoint, ReasonTooShort, DecisionOver."""
    require_running(state, actor, Role.DRAFTER)
    joint_division(state, division)
    return JointDivisionEnded(division=division, reason=reason_text(reason, state), **next_fields(state, actor, at))


def assign_parts(
    state: Consultation,
    division: str,
    articles: tuple[str, ...],
    points: tuple[UUID, ...],
    *,
    known_points: Collection[UUID],
    actor: Actor,
    at: datetime,
) -> PartsAssigned:
    """分工: what this joint division answers, instead of what was assigned to it before.

    Raises NotJoint, PartUnknown, PartAssignedElsewhere, DecisionOver, and DraftMissing while there are no articles.
    """
    require_running(state, actor, Role.DRAFTER)
    joint_division(state, division)
    _refuse_unknown_parts(state, articles, points, known_points)
    for other in state.units.joint.values():
        if other.division.id != division and (set(other.articles) & set(articles) or set(other.points) & set(points)):
            raise PartAssignedElsewhere(field="articles", division=other.division.name)
    return PartsAssigned(
        division=division,
        articles=tuple(dict.fromkeys(articles)),
        points=tuple(dict.fromkeys(points)),
        **next_fields(state, actor, at),
    )


def hand_over_decision(
    state: Consultation,
    division: str,
    officer: str | None,
    reason: str,
    *,
    agreed_on: date,
    known: Known,
    drafters: Mapping[str, str],
    actor: Actor,
    at: datetime,
) -> DecisionHandedOver:
    """移交 to another division, or to another responsible officer; also after the adoption, for its execution.

    `drafters`: divisions of those who draft, by their ids. Raises EndedDecisionStays, DivisionUnknown, OfficerUnknown,
    HandedOverToItself, UnitStillAsked, DateAhead, ReasonTooShort.
    """
    require(actor, Role.RELEASER, state.divisions)
    if state.ended_at is not None:
        raise EndedDecisionStays
    to = known_division(known, division)
    if officer is not None and drafters.get(officer) != division:
        raise OfficerUnknown(field="officer")
    if division == state.lead_id and officer in (None, state.units.officer):
        raise HandedOverToItself(field="division_id")
    _refuse_asked(state, division)
    return DecisionHandedOver(
        division=to.id,
        name=to.name,
        officer=officer,
        agreed_on=checked_past_date(agreed_on, at, field="agreed_on"),
        reason=reason_text(reason, state),
        **next_fields(state, actor, at),
    )


def _refuse_unknown_parts(
    state: Consultation, articles: tuple[str, ...], points: tuple[UUID, ...], known_points: Collection[UUID]
) -> None:
    """Raises DraftMissing, ContentClosed, PartUnknown."""
    if state.draft is None:
        raise DraftMissing
    if state.draft is CLOSED:
        raise ContentClosed
    if not set(articles) <= {article.id for article in state.draft.articles}:
        raise PartUnknown(field="articles")
    if not set(points) <= set(known_points):
        raise PartUnknown(field="points")


def known_division(known: Known, division: str) -> Division:
    """Raises DivisionUnknown."""
    if division not in known:
        raise DivisionUnknown(field="division_id")
    return Division(division, known[division])


def joint_division(state: Consultation, division: str) -> JointDivision:
    """Raises NotJoint."""
    if division not in state.units.joint:
        raise NotJoint(field="division_id")
    return state.units.joint[division]


def _refuse_asked(state: Consultation, division: str) -> None:
    if division in state.units.asked:
        raise UnitStillAsked(field="division_id")
