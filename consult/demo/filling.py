"""Fills an empty log with the demonstration, in chronological order."""

from __future__ import annotations

import secrets
from datetime import UTC, timedelta

import click

from consult.database import open_database
from consult.demo.access import DemoAccess
from consult.demo.cast import EMAILS, PEOPLE, Stage
from consult.demo.plan import plan
from consult.instance.clock import SystemClock, ToldClock
from consult.instance.settings import Settings
from consult.opening import runtime_on
from consult.publication.purpose import assert_purpose
from consult.runtime import Runtime
from domain.values import Division

BEGINNING = timedelta(days=130)


async def fill(settings: Settings) -> DemoAccess | None:
    """Make the demonstration where the log is empty; answers with how its staff get in, or nothing on a later start.

    Raises PurposeRefused where the database is not for what the settings say.
    """
    now = SystemClock().now().replace(microsecond=0)
    async with open_database(settings.database_url or None, settings.data_dir) as database:
        if await database.pool.fetchval("SELECT size FROM log.head"):
            await assert_purpose(runtime_on(database, settings, SystemClock()))
            return None
        click.echo("Filling the demonstration …")
        clock = ToldClock(now - BEGINNING)
        runtime = runtime_on(database, settings, clock)
        access = await _people(runtime)
        stage = Stage(runtime, {name: (await runtime.staff.person(name)).actor for name in PEOPLE})
        plan(stage, now)
        await play(stage, clock)
        return access


async def _people(runtime: Runtime) -> DemoAccess:
    """One password for all, made at random; no second factor, so that a visitor can sign in as anybody."""
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    credentials = runtime.accounts.credentials
    for name, ((division_id, division_name), roles) in PEOPLE.items():
        person = await runtime.staff.add(name, Division(division_id, division_name), roles, EMAILS[name])
        await credentials.set_password(runtime.database.pool, person.id, password)
        await credentials.without_second_factor(person.id)
    tokens = {name: await runtime.staff.token(name) for name in PEOPLE}
    return DemoAccess(password, EMAILS, tokens)


async def play(stage: Stage, clock: ToldClock) -> None:
    """Carry out every act at its moment."""
    for moment, _, act in sorted(stage.acts, key=lambda item: item[:2]):
        clock.tell(max(moment.astimezone(UTC), clock.now()))
        await act()
    await stage.catch_up()
