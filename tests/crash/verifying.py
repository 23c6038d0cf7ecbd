"""What must stand after every crash: all that was acknowledged or served, against the log as it is now."""

from __future__ import annotations

from base64 import b64decode
from collections import defaultdict
from typing import Any

import httpx

from consult.public_log.note import open_note, parse_checkpoint, stated_checkpoint
from consult.public_log.receipt import check_receipt, parse_tlog_proof
from consult.public_log.tree import Edge, leaf_hash
from tests.crash.load import Known
from tests.log_checker import check_log

ASKED = 5  # receipts asked for again, of the latest


async def verify(pool: Any, key: str, known: Known, kept: set[str], address: str) -> None:
    """No gap, no repeat, no acknowledged comment lost, no second root for a size; the log checker passes."""
    await check_log(pool, key)
    states = [row["state"] for row in await pool.fetch("SELECT state FROM log.events ORDER BY position")]
    _assert_receipts(states, known)
    _assert_once(states, known)
    _assert_roots(states, known.notes | kept, key)
    await _assert_reissued(known, key, address)


def _assert_receipts(states: list[bytes], known: Known) -> None:
    for comment, receipt in known.receipts.items():
        entry = b64decode(receipt["entry"])
        assert receipt["position"] < len(states), f"{comment} was acknowledged at {receipt['position']} and is lost"
        assert states[receipt["position"]] == entry, f"{comment} was acknowledged and another entry stands there"
        assert receipt["leaf_hash"] == leaf_hash(entry).hex()
        assert receipt["position"] < _size(receipt["checkpoint"])


def _assert_once(states: list[bytes], known: Known) -> None:
    """Every key was sent until it was acknowledged, so there are as many comments as keys."""
    comments = [place for place, state in enumerate(states) if b"comment-submitted." in state]
    assert sorted(receipt["position"] for receipt in known.receipts.values()) == comments, "a comment stands twice, or for nobody"


def _assert_roots(states: list[bytes], notes: set[str], key: str) -> None:
    said: dict[int, set[bytes]] = defaultdict(set)
    for note in notes:
        checkpoint = parse_checkpoint(open_note(note, key))
        said[checkpoint.size].add(checkpoint.root)
    assert max(said) <= len(states), "a checkpoint was given out for entries that are lost"
    edge, roots = Edge(), {}
    for state in (None, *states):
        if state is not None:
            edge.append(leaf_hash(state))
        if edge.size in said:
            roots[edge.size] = {edge.root()}
    assert roots == said, "a size has a second root"


async def _assert_reissued(known: Known, key: str, address: str) -> None:
    """The latest receipts, as the program gives them out now."""
    async with httpx.AsyncClient(base_url=address) as client:
        for receipt in list(known.receipts.values())[-ASKED:]:
            response = await client.get(f"/receipts/{receipt['reference']}/proof")
            assert response.status_code == 200, response.text
            steps = check_receipt(b64decode(receipt["entry"]), parse_tlog_proof(response.text), receipt["disclosures"], key)
            assert all(step.holds for step in steps), steps


def _size(note: str) -> int:
    return stated_checkpoint(note).size
