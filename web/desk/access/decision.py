"""Authorization of desk pages about a decision: who is signed in, which decision, whether he may read it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from litestar.exceptions import NotFoundException

from consult.reading.access import readable_decision
from domain.access import LEAD, Role, Standing, may, require
from domain.consultation.state import Consultation
from domain.sealing import value_or_none
from projections.worklists.coverage_gate import CoverageGate, coverage_gate
from web.desk.access.session import DeskRequest, SignedIn, signed_in
from web.shared.request_state import runtime_of

ROOT = "/desk/consultations/{consultation_id:str}"


class AtDesk(msgspec.Struct, frozen=True):
    """A person before one decision."""

    signed: SignedIn
    state: Consultation

    def require(self, role: Role, of: frozenset[Standing] = LEAD) -> None:
        """Raises what `domain.access.require` does."""
        require(self.signed.actor, role, self.state.divisions, of)

    def may(self, role: Role, of: frozenset[Standing] = LEAD) -> bool:
        """Whether this person, in this role, acts for one of these divisions of the decision."""
        return may(self.signed.actor, role, self.state.divisions, of)

    @property
    def root(self) -> str:
        """Address of the decision's desk pages, below the language's prefix."""
        return f"/desk/consultations/{self.state.id}"

    @property
    def title(self) -> str:
        return value_or_none(self.state.title) or ""


async def at_desk(request: DeskRequest, role: Role | None = None, of: frozenset[Standing] = LEAD) -> AtDesk:
    """`role`: of whoever acts here and does not only read; `of`: for which of the decision's divisions.

    Raises NotSignedIn, NotFoundException, NotFound, RoleMissing, OtherDivision.
    """
    signed = await signed_in(request)
    consultation_id = id_in(request, "consultation_id")
    desk = AtDesk(signed, await readable_decision(runtime_of(request), signed.actor, consultation_id))
    if role is not None:
        desk.require(role, of)
    return desk


def id_in(request: DeskRequest, name: str) -> UUID:
    """An id in the address. Raises NotFoundException."""
    try:
        return UUID(str(request.path_params[name]))
    except ValueError as error:
        raise NotFoundException from error


async def coverage_gate_at(request: DeskRequest, state: Consultation) -> CoverageGate | None:
    """The coverage gate's figures, once comments may have come."""
    return await coverage_gate(runtime_of(request).reads, state.id) if state.published_at is not None else None


def decision_context(desk: AtDesk, **more: Any) -> dict[str, Any]:
    """What templates of a decision's pages know."""
    return {"signed": desk.signed, "state": desk.state, "title": desk.title, "root": desk.root, "section": "decisions", **more}
