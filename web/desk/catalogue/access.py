"""Who is before which year's catalogue."""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec
from litestar.exceptions import NotFoundException

from consult.commands.catalogue.loading import Catalogues
from consult.reading.catalogue import catalogue_at_desk
from domain.access import Role, require_role
from domain.catalogue.state import Catalogue
from domain.catalogue.values import CatalogueMatter, MatterChange
from domain.enumerations import AdjustmentKind
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest, SignedIn, signed_in
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of
from web.shared.wording.planned import planned_words

ROOT = "/desk/catalogues/{year:int}"


class AtCatalogue(msgspec.Struct, frozen=True):
    """A person before the catalogue of a year."""

    signed: SignedIn
    found: Catalogues

    @property
    def catalogue(self) -> Catalogue:
        return self.found.year

    @property
    def root(self) -> str:
        """Address of its desk pages, below the language's prefix."""
        return f"/desk/catalogues/{self.catalogue.year}"

    @property
    def published(self) -> bool:
        return self.catalogue.published_at is not None

    def pending(self, number: int) -> MatterChange | None:
        """What is prepared about the matter of this number."""
        return next((change for change in self.catalogue.pending if change.number == number), None)

    def matter(self, number: int) -> CatalogueMatter:
        """As it stands, with what is prepared about it. Raises NotFoundException."""
        pending, standing = self.pending(number), self.catalogue.standing()
        found = pending.matter if pending and pending.matter else standing.get(number)
        if found is None:
            raise NotFoundException
        return found


async def at_catalogue(request: DeskRequest, role: Role | None = None) -> AtCatalogue:
    """`role`: of whoever acts here and does not only read. Raises NotSignedIn, RoleMissing, NotFound."""
    signed = await signed_in(request)
    if role is not None:
        require_role(signed.actor, role)
    return AtCatalogue(signed, await catalogue_at_desk(runtime_of(request), signed.actor, int(request.path_params["year"])))


def number_of(request: DeskRequest) -> int:
    """The matter's number in the address. Raises NotFoundException."""
    number = int(request.path_params["number"])
    if not 0 < number < 2**31:
        raise NotFoundException
    return number


def catalogue_context(request: DeskRequest, at: AtCatalogue, **more: Any) -> dict[str, Any]:
    """What templates of a catalogue's pages know."""
    planned = partial(planned_words, locale=locale_of(request.url.path))
    known = {"signed": at.signed, "catalogue": at.catalogue, "year": at.catalogue.year, "catalogue_root": at.root}
    return {**known, "planned": planned, "section": "catalogues", "done": outcome_notice(request), **more}


def is_gone(kind: AdjustmentKind) -> bool:
    return kind in (AdjustmentKind.REMOVED, AdjustmentKind.CARRIED_OVER)
