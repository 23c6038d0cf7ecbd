"""What can happen in an expert review 专家论证 ([713] art. 19 to 21). Experts are numbered from 1 as they were asked."""

from __future__ import annotations

from datetime import date

import msgspec

from domain.enumerations import ExpertFinding, Interest, OpinionUse, ReviewForm
from domain.event import Event, topic
from domain.sealing import Sealed, SealedContact, SealedNever
from domain.values import Blob


class ShownExpert(msgspec.Struct, frozen=True):
    """What an expert agreed to have published beside his opinion (PIPL art. 25)."""

    name: str
    unit: str


@topic("expert-review-planned.v1")
class ExpertReviewPlanned(Event, frozen=True, kw_only=True):
    """论证方案, of the text that stands in version `text_version` of the decision's stream.

    `rule`: the dated rule applied; `needed`: how many experts it asks for. `subject`: what they are asked.
    """

    form: ReviewForm
    text_version: int
    rule: str
    needed: int
    subject: Sealed[str]


@topic("expert-asked.v1")
class ExpertAsked(Event, frozen=True, kw_only=True):
    """邀请意向: an expert or institution is asked whether he would take part."""

    expert: int
    field: Sealed[str]
    name: SealedContact[str]
    unit: SealedContact[str]


@topic("interest-declared.v1")
class InterestDeclared(Event, frozen=True, kw_only=True):
    """利害关系声明, before the invitation ([713] art. 20). `shown`: his name, where he agrees to its publication."""

    expert: int
    interest: Interest
    statement: SealedNever[str]
    shown: Sealed[ShownExpert | None]


@topic("expert-invited.v1")
class ExpertInvited(Event, frozen=True, kw_only=True):
    """正式邀请: final only now, of one without a direct interest."""

    expert: int


@topic("expert-opinion-given.v1")
class ExpertOpinionGiven(Event, frozen=True, kw_only=True):
    """论证意见 in writing, signed or sealed ([713] art. 19). `summary`: what it says, in words for the public."""

    expert: int
    finding: ExpertFinding
    signed_on: date
    summary: Sealed[str]
    file: SealedNever[Blob]


@topic("expert-opinion-used.v1")
class ExpertOpinionUsed(Event, frozen=True, kw_only=True):
    """研究采纳情况: what became of the opinion, with the reason ([713] art. 29, 32). Said again until the review is concluded."""

    expert: int
    use: OpinionUse
    reason: Sealed[str]


@topic("expert-review-concluded.v1")
class ExpertReviewConcluded(Event, frozen=True, kw_only=True):
    """论证结束: counted as it ends. The decision's own stream learns of it in the same append."""

    asked: int
    excluded: int
    opinions: int
