"""What can happen between a decision and other units: joint divisions, opinions asked of units, countersignatures, hand-over.

Divisions stand in the clear by their ids, and what they are called is open at once: they are no persons. What units say of a
draft stays inside ([711] art. 16).
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

import msgspec

from domain.enumerations import Coordination, UnitPosition
from domain.event import Event, topic
from domain.sealing import Sealed, SealedAtOnce, SealedNever, value_or_none
from domain.values import Blob, Division


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """What is told the decision organ where no agreement is reached ([713] art. 13).

    `question`: 争议的主要问题; `unit_view`: 有关单位的意见; `own_view`, `reasons`, `basis`: 决策承办单位的意见、理由和依据.
    """

    question: str
    unit_view: str
    own_view: str
    reasons: str
    basis: str


@topic("joint-division-named.v1")
class JointDivisionNamed(Event, frozen=True, kw_only=True):
    """确定共同承办单位 ([713] art. 11), beside the lead division."""

    division: str
    name: SealedAtOnce[str]
    reason: SealedNever[str]


@topic("joint-division-ended.v1")
class JointDivisionEnded(Event, frozen=True, kw_only=True):
    """不再共同承办: the division's parts go back to the lead one."""

    division: str
    reason: SealedNever[str]


@topic("parts-assigned.v1")
class PartsAssigned(Event, frozen=True, kw_only=True):
    """分工: which articles and points a joint division answers, instead of what was assigned to it before."""

    division: str
    articles: tuple[str, ...]
    points: tuple[UUID, ...]


@topic("unit-asked.v1")
class UnitAsked(Event, frozen=True, kw_only=True):
    """征求有关单位意见 ([713] art. 13) on the text in version `text_version` of the stream. Units are numbered from 1 as asked.

    `division`: id of one with accounts, which answers here; None: an outside unit, whose answer is entered.
    """

    unit: int
    division: str | None
    name: Sealed[str]
    text_version: int
    due_on: date
    letter: SealedNever[str]


@topic("unit-answered.v1")
class UnitAnswered(Event, frozen=True, kw_only=True):
    """单位反馈意见. `division`: the one that answered; None where the drafter entered a letter, signed or sealed.

    `late`: received after the due date.
    """

    unit: int
    division: str | None
    received_on: date
    late: bool
    position: SealedNever[UnitPosition]
    text: SealedNever[str | None]
    file: SealedNever[Blob | None]


@topic("unit-opinion-coordinated.v1")
class UnitOpinionCoordinated(Event, frozen=True, kw_only=True):
    """协商: what came of talking a unit's opinion over; the last one counts. `dispute`: always where it is not agreed."""

    unit: int
    result: SealedNever[Coordination]
    note: SealedNever[str]
    dispute: SealedNever[Dispute | None]


@topic("draft-countersigned.v1")
class DraftCountersigned(Event, frozen=True, kw_only=True):
    """会签 by the reviewer of a joint division, before release; perhaps with a reservation 保留意见."""

    division: str
    draft_version: int
    reservation: SealedNever[str | None]


@topic("countersignature-excused.v1")
class CountersignatureExcused(Event, frozen=True, kw_only=True):
    """未会签说明: the draft is released without this joint division, with the reason."""

    division: str
    draft_version: int
    reason: SealedNever[str]


@topic("decision-handed-over.v1")
class DecisionHandedOver(Event, frozen=True, kw_only=True):
    """移交 to another division, or within it to another responsible officer 经办人 (`officer`: a staff member's id).

    `agreed_on`: the day on which it was agreed.
    """

    division: str
    name: SealedAtOnce[str]
    officer: str | None
    agreed_on: date
    reason: SealedNever[str]


def division_of(event: JointDivisionNamed | DecisionHandedOver) -> Division:
    """The division that it names; by its id where the reader may not see what it is called."""
    return Division(event.division, value_or_none(event.name) or event.division)
