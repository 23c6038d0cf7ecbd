"""Every step of the runbook that a machine can take is taken, in order, on a life that is led in between."""

from __future__ import annotations

import asyncio
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from consult.__main__ import create_app
from consult.cli import main, recheck, running
from consult.instance.settings import described
from tests import postgresql
from tests.backup.lives import living, moment, safe
from tests.conftest import ORIGIN
from tests.links_check import ROOT

DEPLOYMENT, RUNBOOK = ROOT / "consult" / "deployment", ROOT / "consult" / "docs" / "runbook.md"
SECTION, BLOCK = re.compile(r"^## (.+)$", re.M), re.compile(r"```sh\n(.*?)```", re.S)
PLACES = ("/var/lib", "/mnt/backup", "/mnt/export", "/media/safe")
EXIT = re.compile(r"  # exit (\d)$")


class Machine:
    """The places of the runbook below a folder, and its commands: those of the program in this process, others in a shell."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for place in PLACES:
            self.at(place).mkdir(parents=True)

    def at(self, place: str) -> Path:
        return self.folder / place.removeprefix("/")

    def take(self, line: str) -> None:
        expected = int(found[1]) if (found := EXIT.search(line)) else 0
        for place in PLACES:
            line = line.replace(place, str(self.at(place)))
        assert self._code(os.path.expandvars(EXIT.sub("", line))) == expected, line

    def _code(self, line: str) -> int:
        if not line.startswith("consult "):
            return subprocess.run(["bash", "-euo", "pipefail", "-c", line], check=False).returncode
        # On one disk, as no medium is here to be locked away.
        more = ["--same-disk"] if "/media/safe/keys" in line and "restore" not in line else []
        sys.argv = [*shlex.split(line), *more]
        try:
            return main(create_app)
        except SystemExit as ended:
            return int(ended.code or 0)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    with postgresql.folder_in_memory() as folder:
        found = Machine(folder)
        for line in (DEPLOYMENT / "consult.env").read_text("utf-8").splitlines():
            name, _, value = line.partition("=")
            if not line.startswith("#"):
                monkeypatch.setenv(name, str(found.at(value)) if value.startswith("/") else value)
        monkeypatch.setenv("CONSULT_ORIGIN", ORIGIN)
        monkeypatch.setenv("CONSULT_PUBLIC_URL", "http://consult.example")
        monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
        monkeypatch.setattr(sys, "argv", sys.argv)
        for program in (running, recheck):  # loggers are the process's, and its other tests read what they print
            monkeypatch.setattr(program, "configure_logs", lambda: None)
        yield found


def sections() -> dict[str, list[str]]:
    """The lines to be run, by the heading they stand under."""
    parts = SECTION.split(RUNBOOK.read_text("utf-8"))[1:]
    return {
        name: [line for block in BLOCK.findall(text) for line in block.splitlines()]
        for name, text in zip(parts[::2], parts[1::2], strict=True)
    }


def test_every_step_that_a_machine_can_take(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = sections()
    assert sum(map(len, steps.values())) >= 35
    assert list(steps)[:2] == ["Install", "Every day"]
    for line in steps.pop("Install"):
        machine.take(line)
    monkeypatch.setenv("MOMENT", asyncio.run(lived(machine)))
    for line in (line for lines in steps.values() for line in lines):
        machine.take(line)
    assert list(machine.at("/var/lib").iterdir()) == []


async def lived(machine: Machine) -> str:
    """A comment is published, and after a moment another one; answers with that moment."""
    async with living(machine.at("/var/lib/consult"), machine.at("/mnt/backup/consult")) as driver:
        consultation = await driver.opened()
        await driver.comment(consultation, "建议延长夜市营业时间。")
        await safe(driver)
        between = await moment(driver)
        await driver.comment(consultation, "也请考虑居民休息。")
        await driver.settle()
        await safe(driver)
        return between.isoformat()


def test_the_settings_of_the_service_are_settings() -> None:
    lines = (DEPLOYMENT / "consult.env").read_text("utf-8").splitlines()
    named = {line.partition("=")[0] for line in lines if not line.startswith("#")}
    assert named <= {name for name, _, _ in described()}
