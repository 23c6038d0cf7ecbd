"""What is done with a catalogue as a whole: handed over, published, adjusted; each shows all that it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from litestar import Response

from consult.commands.catalogue.adjusting import AdjustCatalogue
from consult.commands.catalogue.preparing import PublishCatalogue, SubmitCatalogue
from consult.commands.desk_step import CATALOGUE
from consult.commands.table import row_of
from web.desk.access.session import DeskRequest, require_fresh
from web.desk.catalogue.access import ROOT, AtCatalogue, at_catalogue, catalogue_context
from web.desk.forms.form import DeskForm, FormCommand, FormContent, carry_out, show_form
from web.desk.forms.routes import form_routes

Build = Callable[[AtCatalogue, int | None], msgspec.Struct]


class CatalogueStep(msgspec.Struct, frozen=True):
    """`build`: the command, of the version that was shown."""

    kind: type[msgspec.Struct]
    form: DeskForm
    build: Build


STEPS = (
    CatalogueStep(
        SubmitCatalogue,
        DeskForm(
            title="报送目录",
            lead="报送后由他人公布；再作修改的，需要重新报送。",
            button="报送",
            template="desk/catalogue/whole.html",
        ),
        lambda at, seen: SubmitCatalogue(year=at.catalogue.year),
    ),
    CatalogueStep(
        PublishCatalogue,
        DeskForm(
            title="公布目录",
            lead="公布后只能调整，每项调整公开理由。拟订、报送目录的人不能公布。",
            button="公布目录",
            fresh=True,
            grave=True,
            template="desk/catalogue/whole.html",
        ),
        lambda at, seen: PublishCatalogue(year=at.catalogue.year),
    ),
    CatalogueStep(
        AdjustCatalogue,
        DeskForm(
            title="公布目录调整",
            lead="调整和理由立即公开，不能撤回。拟订调整的人不能公布。",
            button="公布调整",
            fresh=True,
            grave=True,
            template="desk/catalogue/whole.html",
        ),
        lambda at, seen: AdjustCatalogue(year=at.catalogue.year, seen=seen),
    ),
)


def step_routes(step: CatalogueStep) -> list[Any]:
    """The form, and what it sends."""
    row = row_of(step.kind)
    page = row.path.removeprefix(CATALOGUE)

    async def asked(request: DeskRequest) -> tuple[AtCatalogue, dict[str, Any]]:
        at = await at_catalogue(request, row.role)
        if step.form.fresh:
            require_fresh(request, at.signed)
        return at, catalogue_context(request, at, adjusting=step.kind is AdjustCatalogue)

    async def shown(request: DeskRequest) -> Response[bytes]:
        at, context = await asked(request)
        return await show_form(request, step.form, lambda: _content(at), context)

    async def sent(request: DeskRequest) -> Response[Any]:
        at, context = await asked(request)
        command = FormCommand(
            form=step.form,
            build=lambda given: step.build(at, given.version("seen")),
            back=at.root,
            stored=lambda: _content(at),
            context=context,
        )
        return await carry_out(request, command)

    shown.__doc__ = sent.__doc__ = f"The step {page}."
    return form_routes(f"{ROOT}{page}", f"desk_catalogue{page}", shown, sent)


async def _content(at: AtCatalogue) -> FormContent:
    return FormContent(seen=at.catalogue.version)


handlers: list[Any] = [route for step in STEPS for route in step_routes(step)]
