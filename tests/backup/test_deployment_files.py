"""The units and the container file: they name what is there, and systemd understands them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from consult.cli import COMMANDS
from tests.links_check import ROOT

DEPLOYMENT = ROOT / "consult" / "deployment"
UNITS = sorted(DEPLOYMENT.glob("*.service")) + sorted(DEPLOYMENT.glob("*.timer"))
EXPOSED = 20  # of 100: what systemd calls OK is below 50


@pytest.fixture
def installed(tmp_path: Path) -> list[Path]:
    """The units as they are once the program stands where this tree does."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("apt-get install systemd")
    made = [tmp_path / unit.name for unit in UNITS]
    for unit, copy in zip(UNITS, made, strict=True):
        copy.write_text(unit.read_text("utf-8").replace("/opt/consult", str(ROOT)))
    return made


def test_systemd_understands_the_units(installed: list[Path]) -> None:
    assert len(installed) == 5
    verified = subprocess.run(["systemd-analyze", "verify", *installed], capture_output=True, text=True)
    assert (verified.returncode, verified.stderr) == (0, "")


def test_the_services_expose_little(installed: list[Path]) -> None:
    services = [unit for unit in installed if unit.suffix == ".service"]
    command = ["systemd-analyze", "security", "--offline=true", f"--threshold={EXPOSED}", *services]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_units_run_commands_that_there_are_and_each_timer_has_its_service() -> None:
    text = "".join(unit.read_text("utf-8") for unit in UNITS)
    assert (
        set(re.findall(r"python -m consult ([\w-]+)", text)) == {"serve", "backup", "audit", "doctor", "export"} <= set(COMMANDS)
    )
    assert {unit.stem for unit in UNITS if unit.suffix == ".timer"} <= {unit.stem for unit in UNITS if unit.suffix == ".service"}
    for unit in UNITS:
        assert f"/etc/systemd/system/{unit.name}" in unit.read_text("utf-8"), "where it belongs"


def test_the_container_file_copies_what_there_is() -> None:
    lines = (DEPLOYMENT / "Containerfile").read_text("utf-8").splitlines()
    sources = [source for line in lines if line.startswith("COPY ") for source in line.split()[1:-1]]
    assert [source for source in sources if not (ROOT / source).exists()] == []
    assert {"consult", "domain", "projections", "web"} < set(sources)
    (base,) = [line.split()[1] for line in lines if line.startswith("FROM ")]
    assert "/" not in base, "whose registry it is taken from is its builder's choice"


def test_the_wrapper_is_a_script_of_sh() -> None:
    subprocess.run(["sh", "-n", str(DEPLOYMENT / "consult.sh")], check=True)
    assert (DEPLOYMENT / "consult.sh").stat().st_mode & 0o111
