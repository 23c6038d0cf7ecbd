"""Hooks of pytest: what the chosen tests need and is not here is said once, before any of them runs."""

from __future__ import annotations

from typing import Any

import pytest

from tests import prerequisites

_said: list[str] = []


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    marks = {mark.name for item in session.items for mark in item.iter_markers()}
    lacking = prerequisites.lacking(marks)
    if lacking and hasattr(session.config, "workeroutput"):
        session.config.workeroutput["lacking"] = lacking
        session.items.clear()
    elif lacking:
        raise pytest.UsageError(_words(lacking))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """A worker that ran nothing has told why."""
    _said[:] = getattr(node, "workeroutput", {}).get("lacking", [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _said:
        terminalreporter.write_line(f"ERROR: {_words(_said)}", red=True)


def _words(lacking: list[str]) -> str:
    return "\n  ".join(["the tests chosen need what is not here:", *lacking]) + "\n`make test` puts all of it here"
