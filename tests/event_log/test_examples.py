"""The programs in the documents are run as they stand there, and print what stands there."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from consult.database import Database
from tests.links_check import ROOT

PAGE = (ROOT / "consult" / "docs" / "eventsourcing.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```python\n(.+?)^```$.*?^It prints\n\n```\n(.+?)^```$", PAGE, re.M | re.S)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == PAGE.count("```python") == 2


@pytest.mark.anyio
@pytest.mark.parametrize("number", range(len(EXAMPLES)))
async def test_an_example_prints_what_the_page_says(number: int, database: Database, tmp_path: Path) -> None:
    program, printed = EXAMPLES[number]
    (tmp_path / "example.py").write_text(program)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CONSULT_DATABASE_URL": database.url, "CONSULT_DATA_DIR": str(tmp_path)}
    command = [sys.executable, str(tmp_path / "example.py")]
    done = await asyncio.to_thread(subprocess.run, command, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout == printed
