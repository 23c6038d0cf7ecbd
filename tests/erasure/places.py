"""Every place where bytes may lie, and what is looked for in them: words in any encoding they may have, packed or not."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
import os
import zipfile
from base64 import b64encode, urlsafe_b64encode
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID

import asyncpg
import httpx

from consult.exports.pages import links
from consult.sealed.mapper import digests_of
from tests.driving import Driver

PATIENCE = 600.0  # seconds
HOLDING = """
SELECT DISTINCT u.form FROM {table} t, LATERAL (SELECT t::text AS words OFFSET 0) r
JOIN unnest($1::text[]) u (form) ON strpos(r.words, u.form) > 0
"""
TABLES = """
SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm') AND n.nspname NOT IN ('pg_toast', 'information_schema') ORDER BY 1
"""


@cache
@cache
def forms(words: str) -> tuple[bytes, ...]:
    """The words as bytes: plain, escaped, and as a part of base64."""
    plain = words.encode()
    escaped = json.dumps(words)[1:-1].encode()
    found = [plain, words.encode("utf-16-le"), escaped, quote(words).encode(), plain.hex().encode()]
    for encode in (b64encode, urlsafe_b64encode):
        for before in range(3):
            coded = encode(b"\0" * before + plain)
            found += [coded[(0, 2, 3)[before] : len(coded) // 4 * 4 - 4]]
    return tuple(found)


def layers(content: bytes) -> Iterator[bytes]:
    """The content, and what is packed inside, however deep."""
    yield content
    if content.startswith(b"\x1f\x8b"):
        yield from layers(gzip.decompress(content))
    elif content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from layers(archive.read(name))


def held(content: bytes, needles: Sequence[str]) -> set[str]:
    """Which of the needles the content holds."""
    wanted = [(needle, forms(needle)) for needle in needles]
    return {needle for layer in layers(content) for needle, found in wanted if any(form in layer for form in found)}


def in_files(folder: Path, needles: Sequence[str]) -> dict[str, set[str]]:
    """Files below the folder that hold any, in their names or contents."""
    found = {}
    for file in folder.rglob("*"):
        name = str(file.relative_to(folder))
        content = file.read_bytes() if file.is_file() else b""
        if hit := held(name.encode(), needles) | held(content, needles):
            found[name] = hit
    return found


def in_open_files(needles: Sequence[str]) -> dict[str, set[str]]:
    """Files without a name that this process holds."""
    found = {}
    for entry in Path("/proc/self/fd").iterdir():
        try:
            if "(deleted)" in os.readlink(entry) and (hit := held(entry.read_bytes(), needles)):
                found[entry.name] = hit
        except OSError:
            continue
    return found


async def in_tables(url: str, needles: Sequence[str]) -> dict[str, set[str]]:
    """Tables of every schema, the server's own and its statistics among them, of which some row holds any."""
    wanted = {form: needle for needle in needles for form in (needle, needle.encode().hex(), json.dumps(needle)[1:-1])}
    owner, found = await asyncpg.connect(url), {}
    try:
        for (name,) in await owner.fetch(TABLES):
            held_forms = await owner.fetch(HOLDING.format(table=name), list(wanted))
            if held_forms:
                found[name] = {wanted[form] for (form,) in held_forms}
    finally:
        await owner.close()
    return found


async def in_sealed_store(driver: Driver, needles: Sequence[str]) -> set[str]:
    """What can be opened with the keys that there are: disclosures, files, saved forms."""
    sealed, pool, found = driver.runtime.sealed, driver.runtime.database.pool, set[str]()
    refs = [tuple(row) for row in await pool.fetch("SELECT originator_id, originator_version FROM sealed.parts")]
    for texts in (await sealed.disclosures(refs)).values():
        for text in texts:
            found |= held(text.encode(), needles)
    for owner, digest in await pool.fetch("SELECT owner_id, sha256 FROM sealed.blobs"):
        found |= held(await sealed.blob(owner, digest) or b"", needles)
    for person, place, ciphertext in await pool.fetch("SELECT person_id, place, ciphertext FROM sealed.saved_forms"):
        found |= held(sealed.waiting_key().decrypt(ciphertext, f"saved form {person} {place}"), needles)
    return found


def in_memory(driver: Driver, needles: Sequence[str]) -> set[str]:
    """Pages kept by the cache."""
    found = set[str]()
    for page in driver.cache._pages.values():
        found |= held(page.answer.plain_body["body"], needles) | held(page.answer.gzip_body["body"], needles)
    return found


class Public:
    """Everything that the public is answered: pages in both languages, data, the log, downloads, searches (without the last
    character: a page repeats what was searched for)."""

    def __init__(self, driver: Driver, needles: Sequence[str]) -> None:
        self._driver, self._needles = driver, needles
        self.answers: dict[str, int] = {}

    async def holding(self) -> dict[str, set[str]]:
        """Addresses whose answers hold any."""
        found: dict[str, set[str]] = {}
        waiting, seen = deque(await self._starts()), set[str]()
        while waiting:
            address = waiting.popleft()
            if address in seen or address.startswith(("/desk", "/en/desk", "/display", "/static/")):
                continue
            seen.add(address)
            response = await self._answer(address)
            self.answers[address] = response.status_code
            if hit := held(response.content, self._needles):
                found[address] = hit
            if "text/html" in response.headers.get("content-type", "") and "?q=" not in address:
                waiting.extend(links(response.text))
        return found

    async def _answer(self, address: str) -> httpx.Response:
        """As one who comes again while a pack is being made, which is done behind everything else."""
        async with asyncio.timeout(PATIENCE):
            while (response := await self._driver.client.get(address)).status_code == 503 and address.startswith("/packs/"):
                pass
        return response

    async def _starts(self) -> list[str]:
        pages = ["/", "/en/", *(f"/consultations?q={quote(needle[:-1])}" for needle in self._needles)]
        listed = (await self._driver.client.get("/api/v1/consultations?size=100")).json()["items"]
        data = [f"/api/v1/consultations?q={quote(needle[:-1])}" for needle in self._needles]
        for item in listed:
            own = f"/api/v1/consultations/{item['id']}"
            data += [own, f"{own}/comments?limit=200", f"{own}/feedback"]
            data += [f"{own}/comments/{number}" for number in range(1, item["ledger"]["received"] + 1)]
            data += [f"/packs/{item['number']}/zip"]
            files = ("summary.docx", "register.xlsx", "comments.csv", "dispositions.csv")
            data += [f"{prefix}/consultations/{item['number']}/downloads/{name}" for name in files for prefix in ("", "/en")]
        return pages + data + await self._log()

    async def _log(self) -> list[str]:
        runtime = self._driver.runtime
        entries = await runtime.log.read(0, 10_000)
        size = len(entries)
        digests = [f"/log/disclosures/{digest}" for entry in entries for digest in digests_of(entry.state)]
        blobs = [row["sha256"] for row in await runtime.database.pool.fetch("SELECT DISTINCT sha256 FROM sealed.blobs")]
        tiles = ["/log/checkpoint", "/log/policy", f"/log/tile/0/000.p/{size}", f"/log/tile/entries/000.p/{size}"]
        return tiles + digests + [f"{root}/{blob}" for blob in blobs for root in ("/log/blobs", "/blobs")]


async def disclosed(driver: Driver, stream: str) -> Mapping[str, int]:
    """How each digest of the stream is answered."""
    entries = await driver.runtime.log.stream(UUID(stream))
    digests = [digest for entry in entries for digest in digests_of(entry.state)]
    return {digest: (await driver.client.get(f"/log/disclosures/{digest}")).status_code for digest in digests}


async def at_the_desk(desk: Any, addresses: Sequence[str], needles: Sequence[str]) -> dict[str, set[str]]:
    """Desk pages and downloads that hold any."""
    found = {}
    for address in addresses:
        if hit := held((await desk.open(address)).content, needles):
            found[address] = hit
    return found
