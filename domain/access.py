"""Who may do what: roles, divisions, and the one place that decides on them."""

from __future__ import annotations

import enum
from typing import ClassVar
from uuid import UUID

import msgspec

from domain.refusals import Refusal
from domain.sealing import Closed


class Role(enum.StrEnum):
    """Roles of staff. An administrator has accounts only, and no power over content."""

    DRAFTER = "drafter"  # 经办
    REVIEWER = "reviewer"  # 审核
    RELEASER = "releaser"  # 签发
    SCREENER = "screener"  # 审看
    ANSWERER = "answerer"  # 答复
    REGISTRAR = "registrar"  # 登记
    AUDITOR = "auditor"  # 审计
    ADMINISTRATOR = "administrator"  # 账号管理


class Standing(enum.StrEnum):
    """What a division has to do with a decision ([713] art. 11, 13)."""

    LEAD = "lead"  # 牵头单位; the only one, where no other undertakes it with it
    JOINT = "joint"  # 共同承办单位
    ASKED = "asked"  # 被征求意见的单位, while its answer is awaited
    FORMER = "former"  # 移交前的承办单位: reads on, and acts no more


LEAD = frozenset({Standing.LEAD})
UNDERTAKING_UNITS = frozenset({Standing.LEAD, Standing.JOINT})
JOINT = frozenset({Standing.JOINT})
ASKED = frozenset({Standing.ASKED})
READING = frozenset({Standing.LEAD, Standing.JOINT, Standing.FORMER})


class Divisions(msgspec.Struct, frozen=True, kw_only=True):
    """Whose decision it is: ids of divisions by what they have to do with it. `lead`: also closed to the reader."""

    lead: str | Closed
    joint: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    former: frozenset[str] = frozenset()

    def standings(self, division_id: str) -> frozenset[Standing]:
        """What this division has to do with the decision; empty where nothing."""
        ids = {
            Standing.LEAD: {self.lead},
            Standing.JOINT: self.joint,
            Standing.ASKED: self.asked,
            Standing.FORMER: self.former,
        }
        return frozenset(standing for standing, divisions in ids.items() if division_id in divisions)


class Actor(msgspec.Struct, frozen=True):
    """A staff member who acts: random id, division, roles."""

    id: UUID
    division_id: str
    roles: frozenset[Role]


class AccessRefused(Refusal):
    """Staff act within their roles, on their own division's decisions."""

    status: ClassVar[int] = 403


class RoleMissing(AccessRefused):
    """A command belongs to a role (procedure.md, Roles)."""

    message = "您没有办理这一步的权限（需要的角色：{role}）。"


class OtherDivision(AccessRefused):
    """A division's staff act on its own decisions."""

    message = "这个事项由其他处室承办，您不能办理。"


class LeadDivisionActs(AccessRefused):
    """Of several divisions the lead one reviews, releases, publishes and adopts ([713] art. 11)."""

    message = "这个事项由多个单位共同承办，这一步由牵头单位办理。"
    article = "《重大行政决策程序暂行条例》第十一条"


class OtherUnitsAct(AccessRefused):
    """The lead division neither countersigns nor answers for another ([713] art. 11, 13)."""

    message = "您所在的处室牵头承办这个事项，这一步由共同承办单位或者有关单位自己办理。"
    article = "《重大行政决策程序暂行条例》第十一条、第十三条"


class HandedOverElsewhere(AccessRefused):
    """A division that handed a decision over 移交 reads on, and acts no more."""

    message = "这个事项已经移交其他处室，您可以查看，不能再办理。"


REFUSED: dict[Standing, type[AccessRefused]] = {
    Standing.LEAD: OtherUnitsAct,
    Standing.JOINT: LeadDivisionActs,
    Standing.FORMER: HandedOverElsewhere,
}
"""Why a division that has to do with the decision does not do this; the first that fits."""


def require(actor: Actor, role: Role, divisions: Divisions, of: frozenset[Standing] = LEAD) -> None:
    """`of`: which of the decision's divisions do this. A lead division that is closed to the reader is nobody's.

    Raises RoleMissing, OtherUnitsAct, LeadDivisionActs, HandedOverElsewhere, OtherDivision.
    """
    require_role(actor, role)
    standings = divisions.standings(actor.division_id)
    if standings & of:
        return
    for standing, refusal in REFUSED.items():
        if standing in standings:
            raise refusal
    raise OtherDivision


def may(actor: Actor, role: Role, divisions: Divisions, of: frozenset[Standing] = LEAD) -> bool:
    """Whether `require` lets the actor pass."""
    return role in actor.roles and bool(divisions.standings(actor.division_id) & of)


def require_role(actor: Actor, role: Role) -> None:
    """Raises RoleMissing; whose decision it is comes to be known later."""
    if role not in actor.roles:
        raise RoleMissing(role=role.value)
