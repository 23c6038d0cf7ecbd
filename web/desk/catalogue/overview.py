"""The catalogues at the desk, and that of a year: its matters, the adjustment in preparation, and what this person may do."""

from __future__ import annotations

from litestar import Response, get

from consult.commands.catalogue.adjusting import AdjustCatalogue, PrepareChange
from consult.commands.catalogue.preparing import EnterMatter, PublishCatalogue, SubmitCatalogue
from consult.commands.table import row_of
from consult.reading.catalogue import catalogues_at_desk
from domain.access import Actor, Role
from domain.catalogue.state import Catalogue
from web.desk.access.session import DeskRequest, signed_in
from web.desk.catalogue.access import ROOT, at_catalogue, catalogue_context
from web.shared.render import page
from web.shared.request_state import runtime_of

ALL = "/desk/catalogues"


@get([ALL, f"/en{ALL}"], name="desk_catalogues")
async def catalogues(request: DeskRequest) -> Response[bytes]:
    """This year's and the next, and earlier ones."""
    signed = await signed_in(request)
    found = await catalogues_at_desk(runtime_of(request), signed.actor)
    return page(request, "desk/catalogue/catalogues.html", {"signed": signed, "section": "catalogues", "found": found})


@get([ROOT, f"/en{ROOT}"], name="desk_catalogue")
async def catalogue(request: DeskRequest) -> Response[bytes]:
    at = await at_catalogue(request)
    actions = actions_of(at.catalogue, at.signed.actor)
    drafting = Role.DRAFTER in at.signed.actor.roles
    pending = {change.number: change for change in at.catalogue.pending}
    context = catalogue_context(request, at, actions=actions, drafting=drafting, pending=pending, leads=at.found.leads)
    return page(request, "desk/catalogue/catalogue.html", context)


def actions_of(catalogue: Catalogue, actor: Actor) -> list[tuple[str, str]]:
    """Address below the catalogue's and label of what may be done now by this person."""
    offered: list[tuple[str, str]] = []
    if Role.DRAFTER in actor.roles:
        offered.append(("/matters", row_of(PrepareChange if catalogue.published_at else EnterMatter).label))
        if catalogue.published_at is None and catalogue.all_matters and catalogue.submitted_by is None:
            offered.append(("/submission", row_of(SubmitCatalogue).label))
    if Role.RELEASER in actor.roles:
        if catalogue.published_at is None and catalogue.submitted_by is not None:
            offered.append(("/publication", row_of(PublishCatalogue).label))
        if catalogue.pending:
            offered.append(("/adjustments", row_of(AdjustCatalogue).label))
    return offered


handlers = [catalogues, catalogue]
