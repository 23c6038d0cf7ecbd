"""staff add | invite | token | list | disable."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import TypeVar

import click
from rich.console import Console
from rich.table import Table

from consult.cli.stopping import run
from consult.commands.staff.accounts import Invite, invite_person, setup_address
from consult.database import open_database
from consult.instance.settings import settings_from
from consult.opening import open_runtime
from consult.staff import PersonUnknown, Staff
from consult.staff.register import Language
from domain.access import Role
from domain.refusals import Refusal
from domain.values import Division

T = TypeVar("T")


def with_staff(task: Callable[[Staff], Awaitable[T]]) -> T:
    async def opened() -> T:
        settings = settings_from()
        async with open_database(settings.database_url or None, settings.data_dir) as database:
            return await task(Staff(database.pool))

    try:
        return run(opened())
    except PersonUnknown as error:
        raise click.ClickException(f"nobody is called {error}") from error
    except ValueError as error:
        raise click.ClickException(str(error)) from error


@click.group(help="People, roles and tokens.")
def staff() -> None:
    pass


@staff.command(help="Add a person and print a first token, which is shown once.")
@click.argument("name")
@click.option("--division", required=True, help="Id of the division, a short ASCII word.")
@click.option("--division-name", required=True, help="Name of the division.")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice([role.value for role in Role]))
def add(name: str, division: str, division_name: str, roles: tuple[str, ...]) -> None:
    async def task(register: Staff) -> str:
        await register.add(name, Division(division, division_name), [Role(role) for role in roles])
        return await register.token(name)

    click.echo(with_staff(task))


@staff.command(help="Make an account and send the invitation by mail; while mail is off, print its link.")
@click.argument("name")
@click.option("--email", required=True, help="Sign-in name, and where the invitation goes.")
@click.option("--division", required=True, help="Id of the division, a short ASCII word.")
@click.option("--division-name", required=True, help="Name of the division.")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice([role.value for role in Role]))
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", help="Language of the mail.")
def invite(name: str, email: str, division: str, division_name: str, roles: tuple[str, ...], language: Language) -> None:
    command = Invite(
        name=name,
        email=email,
        division=Division(division, division_name),
        roles=tuple(map(Role, roles)),
        language=language,
    )
    try:
        click.echo(run(_invited(command)))
    except Refusal as refusal:
        raise click.ClickException(refusal.text()) from refusal


async def _invited(command: Invite) -> str:
    async with open_runtime(settings_from(), work=False) as runtime:
        person = await invite_person(runtime, command)
        token = await runtime.accounts.invitations.shown_to_administrators(person.id)
        return setup_address(runtime, person.language, token) if token else f"an invitation goes to {person.email}"


@staff.command(help="Print a new token for a person, shown once.")
@click.argument("name")
def token(name: str) -> None:
    click.echo(with_staff(lambda register: register.token(name)))


@staff.command(help="Disable a person and destroy all tokens. What he did stays on the record.")
@click.argument("name")
def disable(name: str) -> None:
    with_staff(lambda register: register.disable(name))


@staff.command("list", help="Who there is.")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def list_people(as_json: bool) -> None:
    people = with_staff(lambda register: register.people())
    rows = [
        {"id": str(p.id), "name": p.name, "division": p.division.name, "roles": sorted(p.roles), "disabled": p.disabled}
        for p in people
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    table = Table("Name", "Division", "Roles", "Disabled", "Id")
    for row in rows:
        roles = ", ".join(map(str, row["roles"])) if isinstance(row["roles"], list) else ""
        table.add_row(str(row["name"]), str(row["division"]), roles, "yes" if row["disabled"] else "", str(row["id"]))
    Console().print(table)
