"""The events of a decision's outcome (stages 7 to 9' of the procedure): reviews, deliberation, adoption, ending, corrections."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from domain.enumerations import (
    DeliberationResult,
    EndingKind,
    LegalityResult,
    Retention,
    WaivableStep,
)
from domain.event import Event, topic
from domain.sealing import Sealed, SealedAtOnce, SealedNever
from domain.values import AdoptionNotice


@topic("answers-outstanding.v1")
class AnswersOutstanding(Event, frozen=True, kw_only=True):
    """尚未答复: the decision is adopted although comments await screening or an answer; how many, and why, in public."""

    awaiting: int
    unanswered: int
    reason: SealedAtOnce[str]


@topic("step-waived.v1")
class StepWaived(Event, frozen=True, kw_only=True):
    """A step recorded as not required, with the reason."""

    step: WaivableStep
    reason: Sealed[str]


@topic("review-time-shortened.v1")
class ReviewTimeShortened(Event, frozen=True, kw_only=True):
    """合法性审查时间不足: stands directly before the review; why it took `working_days` only ([713] art. 26)."""

    working_days: int
    reason: SealedAtOnce[str]


@topic("legality-reviewed.v1")
class LegalityReviewed(Event, frozen=True, kw_only=True):
    """合法性审查 ([713] art. 25 to 28): authority, procedure, content."""

    result: LegalityResult
    file_received_on: date
    reviewer: Sealed[str]
    opinion: SealedNever[str]


@topic("fair-competition-reviewed.v1")
class FairCompetitionReviewed(Event, frozen=True, kw_only=True):
    """公平竞争审查 (公平竞争审查条例 art. 13 ff.)."""

    passed: bool
    opinion: SealedNever[str]


class Dissent(msgspec.Struct, frozen=True):
    """不同意见: whose, of those present, and what it was."""

    member: str
    view: str


class Minutes(msgspec.Struct, frozen=True, kw_only=True):
    """会议记录 ([713] art. 30): who was there, what was said, who differed, what the head 行政首长 decided.

    `against_majority`: he decided otherwise than most of those present wanted; then `reason` says why.
    """

    attendees: tuple[str, ...]
    views: str
    dissents: tuple[Dissent, ...] = ()
    decision: str
    against_majority: bool = False
    reason: str | None = None


@topic("decision-deliberated.v1")
class DecisionDeliberatedV1(Event, frozen=True, kw_only=True):
    """As it was written before the record of the meeting stood in it."""

    result: DeliberationResult
    met_on: date
    meeting: Sealed[str]


@topic("decision-deliberated.v2")
class DecisionDeliberated(Event, frozen=True, kw_only=True):
    """集体讨论 ([713] art. 30). `minutes`: internal, for the archive (domain.md 1.11); None in what was written before them."""

    result: DeliberationResult
    met_on: date
    meeting: Sealed[str]
    minutes: SealedNever[Minutes | None]

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        state["minutes"] = None


@topic("adoption-prepared.v1")
class AdoptionPrepared(Event, frozen=True, kw_only=True):
    """The adoption notice as drafted."""

    notice: Sealed[AdoptionNotice]


@topic("decision-adopted.v1")
class DecisionAdopted(Event, frozen=True, kw_only=True):
    """公布 ([713] art. 32), by a second person: opens the adoption notice, the waivers, the reviewer and the meeting."""

    issued_on: date
    effective_on: date
    valid_until: date | None
    contradictions: tuple[str, ...]
    changed_without_comment: tuple[str, ...]


@topic("decision-ended.v1")
class DecisionEnded(Event, frozen=True, kw_only=True):
    """终止 without adoption; allowed from any stage, the reason is public where the consultation was."""

    kind: EndingKind
    reason: SealedAtOnce[str]


@topic("records-archived.v1")
class RecordsArchived(Event, frozen=True, kw_only=True):
    """归档 ([713] art. 33): `number` is that of the archive 档号. Again where records came later."""

    number: SealedAtOnce[str]
    retention: Retention


@topic("correction-made.v1")
class CorrectionMade(Event, frozen=True, kw_only=True):
    """更正: the value of `field` in version `corrected_version` of stream `corrected_stream` is replaced, in public.

    `closes_original`: the old value is closed again (an officer's slip). `value` is the new value as JSON text.
    """

    corrected_stream: str
    corrected_version: int
    field: str
    closes_original: bool
    value: SealedAtOnce[str]
    reason: SealedAtOnce[str]
