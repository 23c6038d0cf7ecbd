"""Ways to tamper with a published copy of a log. Each changes the folder; `owner` is the log's own key, for owners who lie."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from consult.audit.published_log.disclosures import disclosure_path
from consult.audit.published_log.entry import read_entry
from consult.audit.published_log.tiles import bundle_path, tile_path
from consult.public_log.disclosure import decode_disclosure
from consult.public_log.note import Checkpoint, FileSigner
from consult.public_log.tiles import WIDTH
from consult.public_log.tree import leaf_hash, root_of
from domain.comment.events import CommentSubmitted
from tests.audit.mirror import bundle_of, checkpoint_with, put, states_in, write_log

Tampering = Callable[[Path, FileSigner], None]
CHECKPOINT = "log/checkpoint"
SUBMITTED = 12  # a position with a comment in the log of `lives.py`


def entries(change: Callable[[list[bytes]], list[bytes]]) -> Tampering:
    """The entries changed, and nothing else: the file of entries keeps its name."""

    def tamper(folder: Path, owner: FileSigner) -> None:
        states = states_in(folder)
        put(folder, bundle_path(0, len(states)), bundle_of(change(states)))

    return tamper


def entries_and_tiles(change: Callable[[list[bytes]], list[bytes]]) -> Tampering:
    """Entries and tiles changed together, under the honest checkpoint."""

    def tamper(folder: Path, owner: FileSigner) -> None:
        note = (folder / CHECKPOINT).read_bytes()
        write_log(folder, change(states_in(folder)), owner)
        put(folder, CHECKPOINT, note)

    return tamper


def signed(change: Callable[[list[bytes]], list[bytes]]) -> Tampering:
    """The whole log made again and signed with its own key: only the record itself, or an older checkpoint, can tell."""
    return lambda folder, owner: write_log(folder, change(states_in(folder)), owner)


def byte_of(states: list[bytes], position: int = SUBMITTED) -> list[bytes]:
    """The last digit of the milliseconds is another."""
    state = states[position]
    place = state.index(b'Z","type"') - 1
    other = state[:place] + (b"7" if state[place : place + 1] != b"7" else b"8") + state[place + 1 :]
    return [*states[:position], other, *states[position + 1 :]]


def dropped(states: list[bytes]) -> list[bytes]:
    return states[:SUBMITTED] + states[SUBMITTED + 1 :]


def swapped(states: list[bytes]) -> list[bytes]:
    a, b = SUBMITTED, SUBMITTED + 3
    return [*states[:a], states[b], *states[a + 1 : b], states[a], *states[b + 1 :]]


def added(states: list[bytes]) -> list[bytes]:
    return [*states[: SUBMITTED + 1], states[SUBMITTED], *states[SUBMITTED + 1 :]]


def with_facts(position: int, **facts: Any) -> Callable[[list[bytes]], list[bytes]]:
    """One entry says something else, in its one spelling."""

    def change(states: list[bytes]) -> list[bytes]:
        entry = msgspec.json.decode(states[position]) | facts
        return [*states[:position], msgspec.json.encode(entry, order="sorted"), *states[position + 1 :]]

    return change


def back_dated(states: list[bytes]) -> list[bytes]:
    at = datetime.fromisoformat(msgspec.json.decode(states[SUBMITTED + 1])["timestamp"]) - timedelta(hours=1)
    return with_facts(SUBMITTED + 1, timestamp=f"{at:%Y-%m-%dT%H:%M:%S}.000Z")(states)


def unknown_type(states: list[bytes]) -> list[bytes]:
    return with_facts(SUBMITTED, type="comment-bought.v1")(states)


def name_unshown(states: list[bytes]) -> list[bytes]:
    """A comment was published without its author's name, whose disclosure is public all the same."""
    published = [
        place for place, state in enumerate(states) if b'"name_shown":true,' in state and b"comment-published.v1" in state
    ]
    return with_facts(published[-1], name_shown=False)(states)


def one_person_revises(states: list[bytes]) -> list[bytes]:
    """Who revised a screening is said to be the person who screened the comment."""
    entries = [msgspec.json.decode(state) for state in states]
    place = next(place for place, entry in enumerate(entries) if entry["type"] == "screening-revised.v1")
    of_comment = [entry for entry in entries[:place] if entry["originator_id"] == entries[place]["originator_id"]]
    screened = next(entry for entry in of_comment if entry["type"] == "comment-published.v1")
    return with_facts(place, actor=screened["actor"])(states)


def registration_misstated(states: list[bytes]) -> list[bytes]:
    """Of what its author sent himself, he is said to have corrected the kind of respondent; and it is late of a sudden."""
    place = next(place for place, state in enumerate(states) if b"registration-corrected.v1" in state)
    return with_facts(place, actor="public", respondent_kind="enterprise", late=True)(states)


def last_byte(content: bytes) -> bytes:
    """As many bytes, the last of them another."""
    return content[:-1] + bytes([content[-1] ^ 1])


def tile_truncated(folder: Path, owner: FileSigner) -> None:
    path = tile_path(0, 0, len(states_in(folder)))
    put(folder, path, (folder / path).read_bytes()[:-32])


def tile_missing(folder: Path, owner: FileSigner) -> None:
    (folder / tile_path(0, 0, len(states_in(folder)))).unlink()


def bundle_missing(folder: Path, owner: FileSigner) -> None:
    (folder / bundle_path(0, len(states_in(folder)))).unlink()


def bundle_cut(folder: Path, owner: FileSigner) -> None:
    path = bundle_path(0, len(states_in(folder)))
    put(folder, path, (folder / path).read_bytes()[:-5])


def checkpoint(**lines: Any) -> Tampering:
    def tamper(folder: Path, owner: FileSigner) -> None:
        put(folder, CHECKPOINT, checkpoint_with((folder / CHECKPOINT).read_text(), **lines).encode())

    return tamper


def size_altered(folder: Path, owner: FileSigner) -> None:
    """One entry fewer than was signed, and all the files of that size to go with it: only the signature tells."""
    states = states_in(folder)[:-1]
    note = (folder / CHECKPOINT).read_text()
    write_log(folder, states, owner)
    put(folder, CHECKPOINT, checkpoint_with(note, size=len(states)).encode())


def root_altered(folder: Path, owner: FileSigner) -> None:
    checkpoint(root=root_of([leaf_hash(b"another")]))(folder, owner)


def signature_altered(folder: Path, owner: FileSigner) -> None:
    """The right key's id before a signature of something else."""
    encoded = (folder / CHECKPOINT).read_text().rstrip("\n").rpartition(" ")[2]
    signature = b64decode(encoded)
    checkpoint(signature=signature[:-1] + bytes([signature[-1] ^ 1]))(folder, owner)


def key_replaced(folder: Path, owner: FileSigner) -> None:
    """The same log signed with somebody else's key, whose policy names that key."""
    write_log(folder, states_in(folder), FileSigner(owner.origin, folder.parent / "another-key"))


def root_signed_wrong(folder: Path, owner: FileSigner) -> None:
    """The owner signs a root that is not that of the entries."""
    text = Checkpoint(owner.origin, len(states_in(folder)), root_of([b"\1" * 32])).text()
    put(folder, CHECKPOINT, owner.sign(text).encode())


def disclosed(folder: Path, field: str) -> list[Path]:
    """Files of the public disclosures of this field, of comments."""
    found = []
    for state in states_in(folder):
        entry = read_entry(state)
        files = [folder / disclosure_path(name) for name in entry.digests]
        found += [file for file in files if isinstance(entry.event, CommentSubmitted) and file.exists() and _field(file) == field]
    return found


def _field(file: Path) -> str:
    return str(msgspec.json.decode(decode_disclosure(file.read_text()))[1])


def disclosures_swapped(folder: Path, owner: FileSigner) -> None:
    first, second, *_ = disclosed(folder, "text")
    one, other = first.read_bytes(), second.read_bytes()
    first.write_bytes(other)
    second.write_bytes(one)


def disclosure_altered(folder: Path, owner: FileSigner) -> None:
    file = disclosed(folder, "text")[0]
    text = file.read_text()
    file.write_text(text[:-2] + ("A" if text[-2] != "A" else "B") + text[-1])


def disclosure_gone(folder: Path, owner: FileSigner) -> None:
    disclosed(folder, "text")[0].unlink()


def page(ending: str, change: Callable[[dict[str, Any]], None]) -> Tampering:
    """A published page of data says something else."""

    def tamper(folder: Path, owner: FileSigner) -> None:
        (file,) = (folder / "api/v1/consultations").glob(ending)
        content = msgspec.json.decode(file.read_bytes())
        change(content)
        file.write_bytes(msgspec.json.encode(content))

    return tamper


def blob(change: Callable[[Path], object]) -> Tampering:
    def tamper(folder: Path, owner: FileSigner) -> None:
        change(sorted((folder / "log/blobs").iterdir())[0])

    return tamper


def higher(states: list[bytes]) -> list[bytes]:
    """A log of several full bundles, so that it has tiles above the lowest level."""
    return states * (3 * WIDTH // len(states) + 1)


def flipped(path: Callable[[int], str]) -> Tampering:
    """A byte of the file at this path, which follows from the size of the log."""

    def tamper(folder: Path, owner: FileSigner) -> None:
        file = folder / path(len(states_in(folder)))
        content = bytearray(file.read_bytes())
        content[40] ^= 1
        file.write_bytes(content)

    return tamper


def third_bundle(folder: Path, owner: FileSigner) -> None:
    states = states_in(folder)
    first = 2 * WIDTH
    put(folder, bundle_path(2), bundle_of(byte_of(states, first + 5)[first : first + WIDTH]))


tile_byte = flipped(lambda size: tile_path(0, 0, size))
second_tile = flipped(lambda size: tile_path(0, 1))
tile_of_tiles = flipped(lambda size: tile_path(1, 0, size // WIDTH))
