"""Files are looked into in a process of their own: what a stranger sent meets no key, no database and little memory."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE
from pathlib import Path

import msgspec

from consult.inside.finding import Cleaning, Inside
from consult.inside.media_types import DOCX, JPEG, ODT, PDF, PNG
from consult.inside.notes import FileNote
from consult.instance.children import ended

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 40.0  # seconds
KINDS = frozenset({DOCX, JPEG, ODT, PDF, PNG})
_read = msgspec.msgpack.Decoder(Inside).decode


async def look_into(content: bytes, media_type: str, cleaning: Cleaning) -> Inside:
    """What is in a file, and its copy; UNREADABLE without a copy where looking takes too much time or memory."""
    kind = media_type.split(";")[0]
    if kind not in KINDS:
        return Inside((), content)
    answer = await _asked(msgspec.msgpack.encode((content, kind, cleaning)))
    return Inside((FileNote.UNREADABLE, FileNote.NO_COPY), None) if answer is None else _read(answer)


async def _asked(question: bytes) -> bytes | None:
    command = (sys.executable, "-m", "consult.inside")
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env={}, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
    try:
        async with asyncio.timeout(PATIENCE):
            answer, _ = await process.communicate(question)
    except TimeoutError:
        return None
    finally:
        await ended(process)
    return answer if process.returncode == 0 else None
