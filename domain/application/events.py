"""What can happen to one application 报名 to attend an activity. Who applied and why is sealed; the id says nothing of him."""

from __future__ import annotations

from uuid import UUID

from domain.enumerations import ErasureCause, RespondentKind, Side
from domain.event import Event, topic
from domain.sealing import SealedAtOnce, SealedContact, SealedIdentity, SealedNever
from domain.values import Contact


@topic("application-submitted.v1")
class ApplicationSubmitted(Event, frozen=True, kw_only=True):
    """报名. `side`: for which he would speak; None: he would observe 旁听. `grounds`: why he applies.

    `publish_name`: he agrees that his name stands in the list of participants (PIPL art. 25); else his category alone does.
    """

    activity_id: UUID
    side: Side | None
    category: RespondentKind
    publish_name: bool
    grounds: SealedNever[str | None]
    name: SealedIdentity[str]
    organisation: SealedContact[str | None]
    contact: SealedContact[Contact]


@topic("application-withdrawn.v1")
class ApplicationWithdrawn(Event, frozen=True, kw_only=True):
    """撤回报名 by the person, as long as he holds no seat; drawn later, he is passed over."""


@topic("application-admitted.v1")
class ApplicationAdmitted(Event, frozen=True, kw_only=True):
    """取得名额: by the lot, with `lot-drawn`; as the next in rank, after who declined; or to observe, by the order of arrival.

    `rank`: within his side, from 1.
    """

    rank: int


@topic("application-invited.v1")
class ApplicationInvited(Event, frozen=True, kw_only=True):
    """邀请参加 in place of the lot, directly after `participant-invited`; the reason is public."""

    reason: SealedAtOnce[str]


@topic("application-declined.v1")
class ApplicationDeclined(Event, frozen=True, kw_only=True):
    """放弃名额 by the person, or by staff whom he has told so."""


@topic("application-listed.v1")
class ApplicationListed(Event, frozen=True, kw_only=True):
    """列入名单: his line stands in the list of participants, with his name where he agreed."""

    name_shown: bool


@topic("application-erased.v1")
class ApplicationErased(Event, frozen=True, kw_only=True):
    """删除个人信息 (PIPL art. 47): everything sealed and its data key are destroyed; id, rank and fate stay."""

    cause: ErasureCause
