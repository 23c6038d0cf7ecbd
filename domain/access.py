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


def require(actor: Actor, role: Role, division_id: str | Closed) -> None:
    """Raises RoleMissing, or OtherDivision: also where the responsible division is closed to the reader."""
    require_role(actor, role)
    if actor.division_id != division_id:
        raise OtherDivision


def require_role(actor: Actor, role: Role) -> None:
    """Raises RoleMissing; whose decision it is comes to be known later."""
    if role not in actor.roles:
        raise RoleMissing(role=role.value)
