"""Filling an empty store with the demonstration, in the order of time."""

from __future__ import annotations

from datetime import UTC, timedelta

import click

from consult.clock import SystemClock, ToldClock
from consult.database import open_database
from consult.demo.cast import PEOPLE, Stage
from consult.demo.plan import plan
from consult.runtime import Runtime, runtime_on
from consult.settings import Settings
from domain.values import Division

BEGINNING = timedelta(days=130)


async def fill(settings: Settings) -> dict[str, str]:
    """Make the demonstration where the log is empty; answers with the staff's new tokens, or nothing on a later start."""
    now = SystemClock().now().replace(microsecond=0)
    async with open_database(settings.database_url or None, settings.data_dir) as database:
        if await database.pool.fetchval("SELECT size FROM log.head"):
            return {}
        click.echo("Filling the demonstration …")
        clock = ToldClock(now - BEGINNING)
        runtime = runtime_on(database, settings, clock)
        tokens = await _people(runtime)
        stage = Stage(runtime, {name: (await runtime.staff.person(name)).actor for name in PEOPLE})
        plan(stage, now)
        await play(stage, clock)
        return tokens


async def _people(runtime: Runtime) -> dict[str, str]:
    for name, ((division_id, division_name), roles) in PEOPLE.items():
        await runtime.staff.add(name, Division(division_id, division_name), roles)
    return {name: await runtime.staff.token(name) for name in PEOPLE}


async def play(stage: Stage, clock: ToldClock) -> None:
    """Carry out every act at its moment."""
    for moment, _, act in sorted(stage.acts, key=lambda item: item[:2]):
        clock.tell(max(moment.astimezone(UTC), clock.now()))
        await act()
    await stage.catch_up()
