"""Small structures that stand in the events of a participation activity."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import msgspec

from domain.enumerations import DispositionKind, PollMaker, PollMethod, RespondentKind, Selection, Side


class Quota(msgspec.Struct, frozen=True):
    """Seats of one side 名额; a side has one. `interested`: whether it is an interested party 利害关系人."""

    side: Side
    seats: int
    interested: bool
    selection: Selection


class Admitted(msgspec.Struct, frozen=True):
    """One application that was drawn; its id is the participant's from now on."""

    participant: UUID
    category: RespondentKind


class QuotaDraw(msgspec.Struct, frozen=True):
    """What the lot gave one side: how many applied, and who was drawn, in their ranking. `side`: None for observers."""

    side: Side | None
    seats: int
    applied: int
    admitted: tuple[Admitted, ...]


class Listed(msgspec.Struct, frozen=True):
    """One line of the list of participants, and how he came."""

    participant: UUID
    side: Side
    category: RespondentKind
    how: Selection


class PollFigure(msgspec.Struct, frozen=True):
    """How many gave one answer to one question."""

    question: str
    answer: str
    count: int


class Poll(msgspec.Struct, frozen=True):
    """An opinion poll 民意调查 as reported. `unit`: who made it; `asked`, `answered`: people; the first and the last day."""

    maker: PollMaker
    unit: str
    method: PollMethod
    asked: int
    answered: int
    from_day: date
    to_day: date
    figures: tuple[PollFigure, ...]


class ReportedView(msgspec.Struct, frozen=True):
    """One main view 主要意见: what became of it and why, or the point under which it is answered."""

    view: str
    disposition: DispositionKind | None = None
    reason: str | None = None
    point_id: UUID | None = None
