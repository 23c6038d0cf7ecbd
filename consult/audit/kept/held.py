"""What people keep of a log and hold it to: checkpoints, receipts, proofs, packs, or a folder of them."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

import msgspec

from consult.public_log.note import EM_DASH
from consult.public_log.receipt import ReceiptUnreadable, parse_tlog_proof
from consult.public_log.tree import leaf_hash

PROOF, ENTRY, CHECKPOINT = ".tlog-proof", ".entry", "checkpoint"
LARGEST = 1 << 20  # bytes of a checkpoint, a proof or an entry
BULK = {"tile", "disclosures", "blobs", "pages", "api"}  # folders of an export in which nothing of this lies
UNREADABLE = (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, UnicodeDecodeError, ReceiptUnreadable)


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A signed checkpoint (`note`), and what a proof says is in its tree: an entry at `index`, its `leaf` hash where it is known.

    `name`: where it was found. `problem`: why it could not be read.
    """

    name: str = ""
    note: str = ""
    index: int | None = None
    siblings: tuple[bytes, ...] = ()
    leaf: bytes | None = None
    problem: str | None = None


def held_in(place: Path) -> list[Held]:
    """All that a file or a folder holds; at least one, be it only the problem."""
    found = list(_of_folder(place) if place.is_dir() else _of_file(place))
    return found or [Held(name=str(place), problem="no checkpoint, proof or receipt is in it")]


def _of_folder(folder: Path) -> Iterator[Held]:
    for file in sorted(folder.iterdir()):
        if file.is_dir() and not file.is_symlink():
            yield from _of_folder(file) if file.name not in BULK else ()
        elif file.suffix in (PROOF, ".zip") or file.name == CHECKPOINT or _is_note(file):
            yield from _of_file(file)


def _is_note(file: Path) -> bool:
    """Whether a file whose name says nothing begins as a checkpoint does, and is signed."""
    if not file.is_file() or file.stat().st_size > LARGEST:
        return False
    text = file.read_bytes().decode("utf-8", "replace")
    lines = text.split("\n")
    return f"\n\n{EM_DASH} " in text and len(lines) > 2 and lines[1].isdecimal()


def _of_file(file: Path) -> Iterator[Held]:
    try:
        if zipfile.is_zipfile(file):
            yield from _of_zip(file)
        elif file.suffix == PROOF:
            beside = file.with_suffix(ENTRY)
            yield _proof(str(file), file.read_text("utf-8"), beside.read_bytes() if beside.exists() else None)
        else:
            yield Held(name=str(file), note=file.read_text("utf-8"))
    except UNREADABLE as error:
        yield Held(name=str(file), problem=f"{error}")


def _of_zip(file: Path) -> Iterator[Held]:
    with zipfile.ZipFile(file) as archive:
        sizes = {info.filename: info.file_size for info in archive.infolist()}
        for name in sizes:
            if name.endswith(PROOF) or PurePosixPath(name).name == CHECKPOINT:
                yield _member(archive, sizes, name, f"{file}: {name}")


def _member(archive: zipfile.ZipFile, sizes: Mapping[str, int], name: str, place: str) -> Held:
    beside = name.removesuffix(PROOF) + ENTRY
    try:
        if sizes[name] > LARGEST or sizes.get(beside, 0) > LARGEST:
            raise ReceiptUnreadable(f"it is larger than {LARGEST} bytes")
        text = archive.read(name).decode()
        if not name.endswith(PROOF):
            return Held(name=place, note=text)
        return _proof(place, text, archive.read(beside) if beside in sizes else None)
    except UNREADABLE as error:
        return Held(name=place, problem=f"{error}")


def _proof(name: str, text: str, entry: bytes | None) -> Held:
    proof = parse_tlog_proof(text)
    leaf = None if entry is None else leaf_hash(entry)
    return Held(name=name, note=proof.checkpoint, index=proof.index, siblings=proof.siblings, leaf=leaf)
