"""The heart of the tests: the whole log derived again from its stored bytes, compared with all that is claimed of it."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Any

import msgspec

from consult.public_log.disclosure import digest
from consult.public_log.note import open_note, parse_checkpoint
from consult.public_log.tree import SUBTREE_HEIGHT, Edge, root_of
from consult.sealed.mapper import codec_of, unseal

CLEAR = {"type", "originator_id", "originator_version", "timestamp", "actor", "consultation_id", "_sd", "_sd_alg"}
TOLERANCE = timedelta(seconds=10)


async def check_log(pool: Any, verification_key: str, sealed: Any = None) -> int:
    """Assert that the log is whole; answers with its size. With the sealed store, every disclosure is checked as well."""
    rows = await pool.fetch("SELECT * FROM log.events ORDER BY position")
    _check_order(rows)
    await _check_tree(pool, rows, verification_key)
    for row in rows:
        _check_entry(row)
    _check_times(rows)
    if sealed is not None:
        await _check_disclosures(rows, sealed)
    return len(rows)


def _check_order(rows: list[Any]) -> None:
    assert [row["position"] for row in rows] == list(range(len(rows))), "positions have gaps"
    versions: dict[Any, int] = {}
    for row in rows:
        expected = versions.get(row["originator_id"], 0) + 1
        assert row["originator_version"] == expected, f"stream {row['originator_id']} jumps to {row['originator_version']}"
        versions[row["originator_id"]] = expected


async def _check_tree(pool: Any, rows: list[Any], verification_key: str) -> None:
    leaves = [sha256(b"\x00" + row["state"]).digest() for row in rows]
    stored = [row["leaf_hash"] for row in rows]
    assert leaves == stored, "a leaf hash does not fit its entry"
    head = await pool.fetchrow("SELECT * FROM log.head")
    edge = Edge()
    for leaf in leaves:
        edge.append(leaf)
    assert (head["size"], head["edge"]) == (len(rows), edge.to_bytes()), "the head's edge is not that of the entries"
    if rows:
        checkpoint = parse_checkpoint(open_note(head["checkpoint"], verification_key))
        assert (checkpoint.size, checkpoint.root) == (len(rows), root_of(leaves)), "the checkpoint is not that of the entries"
    await _check_subtrees(pool, leaves)


async def _check_subtrees(pool: Any, leaves: list[bytes]) -> None:
    found = {(row["level"], row["index"]): row["hash"] for row in await pool.fetch("SELECT * FROM log.subtrees")}
    expected, hashes, level = {}, leaves, 1
    width = 1 << SUBTREE_HEIGHT
    while len(hashes) >= width:
        hashes = [root_of(hashes[start : start + width]) for start in range(0, len(hashes) - width + 1, width)]
        expected.update({(level, index): item for index, item in enumerate(hashes)})
        level += 1
    assert found == expected, "the rows of full subtrees are not those of the entries"


def _check_entry(row: Any) -> None:
    state = bytes(row["state"])
    entry = msgspec.json.decode(state)
    assert msgspec.json.encode(entry, order="sorted") == state, f"entry {row['position']} is not canonical"
    assert len(state) < 60 * 1024
    form = codec_of(row["topic"])
    assert entry["type"] == row["topic"]
    assert entry["originator_id"] == str(row["originator_id"])
    assert entry["originator_version"] == row["originator_version"]
    assert entry["consultation_id"] == str(row["consultation_id"])
    sealed = {"_sd", "_sd_alg"} if form.sealed else set()
    assert set(entry) == set(form.public) | {"type"} | sealed, f"entry {row['position']} has fields of its own"
    assert len(set(entry.get("_sd", ()))) == len(form.sealed)
    assert entry.get("_sd", []) == sorted(entry.get("_sd", []))
    _check_no_free_text(entry, row["position"])
    unseal(state)


def _check_no_free_text(value: Any, position: int) -> None:
    match value:
        case dict():
            for item in value.values():
                _check_no_free_text(item, position)
        case list():
            for item in value:
                _check_no_free_text(item, position)
        case str():
            assert value.isascii(), f"free text in entry {position}"
            assert " " not in value, f"free text in entry {position}"


def _check_times(rows: list[Any]) -> None:
    latest = None
    for row in rows:
        at = unseal(row["state"]).timestamp
        assert latest is None or at >= latest - TOLERANCE, f"entry {row['position']} is back-dated"
        latest = max(at, latest or at)


async def _check_disclosures(rows: list[Any], sealed: Any) -> None:
    refs = [(row["originator_id"], row["originator_version"]) for row in rows]
    found = await sealed.disclosures(refs)
    for row, ref in zip(rows, refs, strict=True):
        digests = set(msgspec.json.decode(row["state"]).get("_sd", ()))
        disclosures = found.get(ref, ())
        assert {digest(text) for text in disclosures} <= digests, f"a disclosure of entry {row['position']} is not its own"
        unseal(row["state"], disclosures)
