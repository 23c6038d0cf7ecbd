"""What an audit of a pack finds, and its report."""

from __future__ import annotations

import enum

import msgspec


class PackFinding(enum.StrEnum):
    """What is wrong with a file of the pack."""

    MANIFEST_UNSIGNED = "manifest-unsigned"
    CHANGED = "file-changed"
    MISSING = "file-missing"
    TOO_MANY = "file-too-many"
    ENTRY = "entry-not-in-log"
    DISCLOSURE = "disclosure-of-no-entry"
    DOCUMENT = "document-changed"
    INDEX = "index-wrong"


WORDS: dict[str, dict[str, str]] = {
    "zh": {
        PackFinding.MANIFEST_UNSIGNED: "文件清单没有日志公钥的有效签名",
        PackFinding.CHANGED: "文件与清单中的摘要不符",
        PackFinding.MISSING: "清单中的文件不在包内",
        PackFinding.TOO_MANY: "包内文件不在清单中",
        PackFinding.ENTRY: "记录不在日志中",
        PackFinding.DISCLOSURE: "内容不属于任何记录",
        PackFinding.DOCUMENT: "文件与其摘要不符",
        PackFinding.INDEX: "目录与记录不符",
        "head": "{archive}{number}：{entries}条记录，{files}个文件，日志{origin}至第{size}条。",
        "archive": "归档包（含内部材料）",
        "pack": "离线档案包",
        "lacks": "没有的材料：{titles}",
        "clean": "没有发现问题。",
        "found": "发现{n}个问题。",
        "own key": "注意：公钥取自档案包本身。请用 --key 给出从别处得到的公钥。",
    },
    "en": {
        PackFinding.MANIFEST_UNSIGNED: "the list of files is not signed with the log's key",
        PackFinding.CHANGED: "the file is not the one of the list",
        PackFinding.MISSING: "the list names a file that is not there",
        PackFinding.TOO_MANY: "a file that the list does not name",
        PackFinding.ENTRY: "the entry is not in the log",
        PackFinding.DISCLOSURE: "the contents belong to no entry",
        PackFinding.DOCUMENT: "the document does not fit its digest",
        PackFinding.INDEX: "the index does not fit the entries",
        "head": "{archive}{number}: {entries} entries, {files} files, log {origin} up to entry {size}.",
        "archive": "Archive package with internal records ",
        "pack": "Offline pack ",
        "lacks": "Of these there is nothing: {titles}",
        "clean": "Nothing was found.",
        "found": "Findings: {n}.",
        "own key": "Note: the key was taken from the pack itself. Give one you have from elsewhere with --key.",
    },
}


class Found(msgspec.Struct, frozen=True):
    """A finding, and the file that it is about."""

    kind: PackFinding
    file: str


class PackReport(msgspec.Struct, frozen=True, kw_only=True):
    """`archive`: whether it is an archive package. `lacks`: titles of the list of [713] art. 33 of which it has nothing."""

    number: str
    origin: str
    size: int
    entries: int
    files: int
    archive: bool
    lacks: tuple[str, ...]
    own_key: bool
    findings: tuple[Found, ...]

    @property
    def clean(self) -> bool:
        return not self.findings


def pack_in_words(report: PackReport, language: str) -> str:
    say = WORDS[language]
    facts = {"number": report.number, "entries": report.entries, "files": report.files, "origin": report.origin}
    lines = [say["head"].format(archive=say["archive" if report.archive else "pack"], size=report.size, **facts)]
    lines += [say["lacks"].format(titles="、".join(report.lacks))] if report.lacks else []
    lines += [f"✗ {say[each.kind]}: {each.file!a}" for each in report.findings]
    lines.append(say["clean"] if report.clean else say["found"].format(n=len(report.findings)))
    lines += [say["own key"]] if report.own_key else []
    return "\n".join(lines) + "\n"
