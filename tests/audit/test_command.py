"""`consult audit` as a person runs it: exit codes, report in two languages, the checkpoint kept for the next run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec

from consult.audit.report import Report
from consult.public_log.note import FileSigner
from tests.audit.mirror import put, states_in, write_log

ROOT = Path(__file__).parent.parent.parent


def run(*arguments: str | Path, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    command = [sys.executable, "-m", "consult", "audit", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)


def test_an_honest_log_is_reported_in_words_and_for_machines(copy: Path, honest: Path, tmp_path: Path) -> None:
    chinese = run(copy, "--lang", "zh", home=tmp_path / "home")
    english = run(copy, "--lang", "en", "--since", honest / "pack.zip", home=tmp_path / "home")
    assert (chinese.returncode, english.returncode) == (0, 0), chinese.stdout + chinese.stderr
    assert "结论：没有发现问题。" in chinese.stdout
    assert "✓ 关于促进夜间经济的若干措施" in chinese.stdout
    assert "没有更早的检查点可比" in chinese.stdout
    assert "Result: nothing was found." in english.stdout
    assert "1, each of them the beginning of this log" in english.stdout
    assert "receipts and proofs: their entries stand in their places" in english.stdout
    machine = run(copy, "--json", home=tmp_path / "home")
    assert msgspec.json.decode(machine.stdout, type=Report).clean


def test_the_kept_checkpoint_shows_a_log_that_was_rewritten(copy: Path, tmp_path: Path, owner: FileSigner) -> None:
    assert run(copy, home=tmp_path / "home").returncode == 0
    states = states_in(copy)
    write_log(copy, [*states[:-1], states[0]], owner)
    again = run(copy, "--lang", "en", home=tmp_path / "home")
    assert (again.returncode, "(a fork)" in again.stdout) == (1, True)
    once_more = run(copy, "--lang", "en", home=tmp_path / "home")
    assert "(a fork)" in once_more.stdout, "a rewritten log must not take the place of the one kept"
    forgetful = run(copy, "--no-memory", home=tmp_path / "home")
    assert "分叉" not in forgetful.stdout


def test_what_cannot_be_read_is_said_and_ends_with_two(tmp_path: Path) -> None:
    absent = run(tmp_path / "absent", home=tmp_path)
    assert (absent.returncode, "is not a folder" in absent.stderr) == (2, True)
    nothing_listens = run("http://127.0.0.1:9", home=tmp_path)
    assert (nothing_listens.returncode, "Traceback" in nothing_listens.stderr) == (2, False)
    put(tmp_path, "log/checkpoint", b"\xff\n")
    assert run(tmp_path, home=tmp_path).returncode == 2
