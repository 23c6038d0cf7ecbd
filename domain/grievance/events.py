"""The events of a grievance. What it is about, who raised it and what he is told is never opened."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.enumerations import Channel, GrievanceChannel, GrievanceOutcome
from domain.event import Event, topic
from domain.sealing import SealedContact, SealedNever
from domain.values import Contact


@topic("grievance-registered.v1")
class GrievanceRegistered(Event, frozen=True, kw_only=True):
    """登记转办事项 (信访工作条例 art. 23): made of a comment, directly after `comment-referred`, or alone.

    `comment_id`: of the comment that it is; None where it came alone, and then `text` says what was said.
    `received_on`: the day in Shanghai from which the clock runs; `due_on`: the last day to tell the person which channel is his,
    by the rules named; `provisional`: the rest days of that year were not known. `beside`: the comment that said an opinion as
    well, and is screened as usual.
    """

    comment_id: UUID | None
    channel: Channel
    received_on: date
    due_on: date
    provisional: bool
    rules: str
    beside: SealedNever[UUID | None]
    text: SealedNever[str | None]
    name: SealedContact[str | None]
    contact: SealedContact[Contact | None]


@topic("grievance-forwarded.v1")
class GrievanceForwarded(Event, frozen=True, kw_only=True):
    """告知并转交: the person is told which channel is his. `organ`: who, and how to reach them; `told`: the words for him."""

    to: GrievanceChannel
    organ: SealedNever[str]
    told: SealedNever[str]


@topic("grievance-closed.v1")
class GrievanceClosed(Event, frozen=True, kw_only=True):
    """办结: by the division, or by the person himself, who withdraws his comment. `answer`: the words for him."""

    outcome: GrievanceOutcome
    answer: SealedNever[str | None]


@topic("grievance-taken-back.v1")
class GrievanceTakenBack(Event, frozen=True, kw_only=True):
    """收回转办 by another person than who registered it: it is an opinion after all, or was registered in error."""

    note: SealedNever[str]
