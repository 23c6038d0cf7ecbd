"""Which event opens which sealed fields (log.md, What is opened when)."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from domain.comment.events import AppealDecided, CommentPublished, CommentRedacted, CommentSubmitted
from domain.consultation.events import (
    AdoptionPrepared,
    ConsultationPublished,
    DecisionAdopted,
    DecisionDeliberated,
    DecisionStarted,
    DraftPrepared,
    DraftReleased,
    FeedbackPrepared,
    FeedbackPublished,
    FeedbackSignedOff,
    LegalityReviewed,
    MaterialsPrepared,
    StepWaived,
)
from domain.event import Event
from domain.point.events import DispositionDrafted, PointDissolved, PointMade, PointReworded
from domain.sealing import sealed_fields
from domain.values import AppealOutcome


class Opening(msgspec.Struct, frozen=True):
    """Fields opened in earlier events: the `which` events of `event_type` before the opening one.

    `streams`: on the opening event's own stream, or on every other stream about the same consultation. `unless`: streams that
    carry an event of this type are left alone.
    """

    event_type: type[Event]
    fields: tuple[str, ...]
    streams: Literal["own", "consultation"] = "own"
    which: Literal["last", "all"] = "last"
    unless: type[Event] | None = None


@cache
def opened_by_itself(event_type: type[Event]) -> tuple[str, ...]:
    """Names of the fields that an event of this type opens at once."""
    return tuple(field.name for field in sealed_fields(event_type) if field.seal.opened == "at_once")


def openings(event: Event) -> tuple[Opening, ...]:
    """What `event` opens in events before it; empty for most."""
    match event:
        case ConsultationPublished():
            return _all_of(DecisionStarted, DraftPrepared, MaterialsPrepared, DraftReleased)
        case FeedbackPublished():
            own = _all_of(FeedbackPrepared, FeedbackSignedOff)
            points = (PointMade, PointReworded, DispositionDrafted)
            return own + tuple(Opening(kind, _later(kind), "consultation", unless=PointDissolved) for kind in points)
        case DecisionAdopted():
            waived = Opening(StepWaived, _later(StepWaived), which="all")
            return (*_all_of(AdoptionPrepared, LegalityReviewed, DecisionDeliberated), waived)
        case CommentPublished(name_shown=shown):
            return (_comment(shown, whole=True),)
        case CommentRedacted(name_shown=shown):
            return (_comment(shown, whole=False),)
        case AppealDecided(outcome=AppealOutcome.OVERTURNED, name_shown=shown):
            return (_comment(shown, whole=True),)
        case _:
            return ()


def _later(event_type: type[Event]) -> tuple[str, ...]:
    return tuple(field.name for field in sealed_fields(event_type) if field.seal.opened == "later")


def _all_of(*event_types: type[Event]) -> tuple[Opening, ...]:
    return tuple(Opening(event_type, _later(event_type)) for event_type in event_types)


def _comment(name_shown: bool, *, whole: bool) -> Opening:
    fields = ["organisation"]
    fields += ["name"] if name_shown else []
    fields += ["text", "proposed_wording", "attachments"] if whole else []
    return Opening(CommentSubmitted, tuple(fields))
