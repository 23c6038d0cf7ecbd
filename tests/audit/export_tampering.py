"""Ways to tamper with what lies around the log: every kind of file of an export, every kind of answer of a site."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from consult.public_log.manifest import MANIFEST, NOTE, manifest_text
from consult.public_log.note import FileSigner
from tests.audit.mirror import put

Change = Callable[[Path], None]
"""Of a folder whose files are links to another's: a file is replaced, never written into."""

DATA, PAGES = "api/v1/consultations", "pages/consultations"
CANCELLED = '<div class="notice">本次征求意见已取消</div>'
HIDING = "\nmain li:nth-child(2) { display: none }\n"


def replaced(folder: Path, path: str, content: bytes) -> None:
    (folder / path).unlink(missing_ok=True)
    put(folder, path, content)


def one(folder: Path, pattern: str) -> str:
    """The first file of this pattern."""
    return sorted(folder.glob(pattern))[0].relative_to(folder).as_posix()


def edited(pattern: str, change: Callable[[str], str]) -> Change:
    """The text of a file is another."""

    def tamper(folder: Path) -> None:
        path = one(folder, pattern)
        text = (folder / path).read_text("utf-8")
        assert change(text) != text, f"nothing to change in {path}"
        replaced(folder, path, change(text).encode())

    return tamper


def text(was: str, now: str) -> Callable[[str], str]:
    return lambda content: content.replace(was, now, 1)


def data(pattern: str, change: Callable[[Any], object]) -> Change:
    """A file of JSON says something else."""

    def changed(content: str) -> str:
        page = msgspec.json.decode(content)
        change(page)
        return msgspec.json.encode(page).decode()

    return edited(pattern, changed)


def lines(change: Callable[[list[str]], list[str]]) -> Change:
    """The comments, one to a line, are others."""
    return edited(f"{DATA}/*/comments/*.jsonl", lambda content: "".join(change(content.splitlines(keepends=True))))


def comment(**fields: Any) -> Change:
    """One comment says something else."""

    def changed(found: list[str]) -> list[str]:
        line = msgspec.json.encode(msgspec.json.decode(found[-1]) | fields).decode() + "\n"
        return [*found[:-1], line]

    return lines(changed)


def decision(change: Callable[[dict[str, Any]], object]) -> Change:
    """The decision's own data, and the same in the list of decisions."""

    def tamper(folder: Path) -> None:
        data(f"{DATA}/*.json", change)(folder)
        data(f"{DATA}.json", lambda page: change(page["items"][0]))(folder)

    return tamper


def false_ledger(page: dict[str, Any]) -> None:
    """Figures of a moment that nobody has come to yet."""
    page["position"] = 1_000_000_000
    page["ledger"] |= {"received": 3, "published": 1}


def bytes_of(pattern: str) -> Change:
    """One byte in the middle of a file is another."""

    def tamper(folder: Path) -> None:
        path = one(folder, pattern)
        content = bytearray((folder / path).read_bytes())
        content[len(content) // 2] ^= 1
        replaced(folder, path, bytes(content))

    return tamper


def without(pattern: str) -> Change:
    return lambda folder: (folder / one(folder, pattern)).unlink()


def beside(pattern: str, path: str) -> Change:
    """One more file, like another."""
    return lambda folder: put(folder, path, (folder / one(folder, pattern)).read_bytes())


def other_key(folder: Path) -> None:
    """Another key in both guides and the page that begins with one of them."""
    for path in ("guide.zh.html", "guide.en.html", "index.html"):
        edited(path, lambda content: re.sub(r"\+[0-9a-f]{8}\+", "+00c0ffee+", content))(folder)


def second_main(content: str) -> str:
    return content.replace("</main>", "</main><main><h1>公告</h1><p>本办法不再施行。</p></main>", 1)


def wrong_hash(folder: Path) -> None:
    """The manifest gives a file another hash: its note is not over this manifest."""
    edited(MANIFEST, lambda content: re.sub(r'("index.html": ")..', r"\g<1>00", content))(folder)


def signed_by_another(folder: Path) -> None:
    """Changed, and signed with a key of somebody else."""
    edited("index.html", text("<main>", "<main>已取消"))(folder)
    manifest = (folder / MANIFEST).read_bytes()
    origin = msgspec.json.decode(manifest)["origin"]
    note = FileSigner(origin, folder.parent / "stranger").sign(manifest_text(origin, manifest))
    replaced(folder, NOTE, note.encode())


def resealed(folder: Path, owner: FileSigner) -> None:
    """The owner makes the manifest fit the folder, and signs it."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    own = {name: file for name, file in files.items() if name not in (MANIFEST, NOTE) and name.isprintable()}
    hashes = {name: sha256(file.read_bytes()).hexdigest() for name, file in own.items()}
    content = msgspec.json.encode(msgspec.json.decode((folder / MANIFEST).read_bytes()) | {"files": hashes})
    replaced(folder, MANIFEST, content)
    replaced(folder, NOTE, owner.sign(manifest_text(owner.origin, content)).encode())


Answered = Callable[[dict[str, bytes]], None]


def answer(address: str, change: Callable[[bytes], bytes]) -> Answered:
    """The answer of a site to the first address of this pattern."""

    def tamper(answers: dict[str, bytes]) -> None:
        found = next(each for each in answers if re.fullmatch(address, each))
        assert change(answers[found]) != answers[found]
        answers[found] = change(answers[found])

    return tamper


def words(was: str, now: str) -> Callable[[bytes], bytes]:
    return lambda body: body.replace(was.encode(), now.encode(), 1)


def void(_: object) -> None:
    """A change that answers with something."""
