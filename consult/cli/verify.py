"""verify-receipt: a receipt, or the pack of a decision, checked without server and without database."""

from __future__ import annotations

import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import click
import msgspec

from consult.public_log.disclosure import digest
from consult.public_log.receipt import ReceiptUnreadable, Step, check_receipt, parse_tlog_proof

LARGEST = 512 << 20  # bytes of one file in a zip

WORDS: dict[str, dict[str, str]] = {
    "zh": {
        "words": "您的内容与记录里的摘要相符",
        "entry": "记录原文完整、写法唯一",
        "leaf": "记录的叶哈希",
        "root": "记录在日志的这个位置上",
        "signature": "检查点由这个公钥签名",
        "document": "文件与其摘要相符",
        "holds": "通过",
        "fails": "不通过",
        "own key": "注意：公钥取自凭证本身。请用 --key 给出从别处得到的公钥。",
        "all": "全部通过。",
        "some": "有 {n} 项不通过。",
    },
    "en": {
        "words": "the contents fit the digests in the entry",
        "entry": "the entry is whole and in its one spelling",
        "leaf": "the leaf hash of the entry",
        "root": "the entry stands at this place of the log",
        "signature": "the checkpoint is signed with this key",
        "document": "the document fits its digest",
        "holds": "holds",
        "fails": "FAILS",
        "own key": "Note: the key was taken from the receipt itself. Give one you have from elsewhere with --key.",
        "all": "Everything holds.",
        "some": "{n} checks fail.",
    },
}


class VerificationInput(msgspec.Struct, frozen=True):
    """What is to be checked: entries with proofs and disclosures by name, documents by digest, the vkey that came with them."""

    receipts: dict[str, tuple[bytes, str, tuple[str, ...]]]
    documents: dict[str, bytes]
    key: str | None


@click.command(
    "verify-receipt", help="Check a receipt (zip, or .tlog-proof with its .entry beside it) or the pack of a decision."
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--key", metavar="VKEY", help="The log's verification key, from elsewhere than the receipt.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="Language of the report.")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def verify_receipt(file: Path, key: str | None, lang: str, as_json: bool) -> None:
    try:
        given = _given(file)
        used = key or given.key
        if used is None:
            raise ReceiptUnreadable("no verification key: give one with --key")
        steps = _steps(given, used)
    except (ReceiptUnreadable, zipfile.BadZipFile, OSError, UnicodeDecodeError) as error:
        click.echo(f"{file}: {error}", err=True)
        sys.exit(2)
    failed = sum(not step.holds for _, step in steps)
    if as_json:
        click.echo(msgspec.json.encode({"holds": not failed, "key": used, "steps": [_plain(*item) for item in steps]}).decode())
    else:
        _told(steps, lang, own_key=key is None, failed=failed)
    sys.exit(1 if failed else 0)


def _plain(name: str, step: Step) -> dict[str, object]:
    return {"of": name, "check": step.name, "holds": step.holds, **step.facts}


def _told(steps: list[tuple[str, Step]], lang: str, *, own_key: bool, failed: int) -> None:
    say = WORDS[lang]
    last = None
    for name, step in steps:
        if name != last and len({of for of, _ in steps}) > 1:
            click.echo(f"\n{name}")
        last = name
        click.echo(f"{'✓' if step.holds else '✗'} {say[step.name]}: {say['holds' if step.holds else 'fails']}")
        for fact, value in step.facts.items():
            click.echo(f"    {fact}: {value}")
    if own_key:
        click.echo(f"\n{say['own key']}")
    click.echo("\n" + (say["some"].format(n=failed) if failed else say["all"]))


def _steps(given: VerificationInput, key: str) -> list[tuple[str, Step]]:
    steps = [
        (name, step)
        for name, (entry, proof, disclosures) in given.receipts.items()
        for step in check_receipt(entry, parse_tlog_proof(proof), disclosures, key)
    ]
    for name, content in given.documents.items():
        found = sha256(content).hexdigest()
        steps.append((name, Step("document", found == name, {"sha256": found})))
    return steps


def _given(file: Path) -> VerificationInput:
    """Raises ReceiptUnreadable."""
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as archive:
            return _unpacked({info.filename: _read(archive, info) for info in archive.infolist() if not info.is_dir()})
    stem = file.with_suffix("")
    proof, entry = stem.with_suffix(".tlog-proof"), stem.with_suffix(".entry")
    if not proof.exists() or not entry.exists():
        raise ReceiptUnreadable("neither a zip nor a .tlog-proof with its .entry beside it")
    beside = {
        path.name: path.read_bytes() for path in (proof, entry, *file.parent.glob("disclosures.txt"), *file.parent.glob("vkey"))
    }
    return _unpacked(beside)


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.file_size > LARGEST:
        raise ReceiptUnreadable(f"{info.filename} is too large")
    return archive.read(info)


def _unpacked(files: dict[str, bytes]) -> VerificationInput:
    own = files.get("disclosures.txt", b"").decode("ascii").split()
    pool = {digest(text): text for text in (body.decode() for name, body in files.items() if "log/disclosures/" in name)}
    receipts = {}
    for name, body in files.items():
        if name.endswith(".entry") and (proof := files.get(name.removesuffix(".entry") + ".tlog-proof")) is not None:
            receipts[name] = (body, proof.decode(), (*own, *_belonging(body, pool)))
    if not receipts:
        raise ReceiptUnreadable("it holds no .entry with its .tlog-proof")
    documents = {name.rpartition("/")[2]: body for name, body in files.items() if "log/blobs/" in name}
    return VerificationInput(receipts, documents, _key(files))


def _belonging(entry: bytes, pool: dict[str, str]) -> list[str]:
    try:
        digests = msgspec.json.decode(entry).get("_sd", ())
    except (msgspec.MsgspecError, AttributeError):
        return []
    return [pool[each] for each in digests if each in pool]


def _key(files: dict[str, bytes]) -> str | None:
    if "vkey" in files:
        return files["vkey"].decode().strip()
    for line in files.get("log/policy", b"").decode().splitlines():
        if line.startswith("log "):
            return line.split()[1]
    return None
