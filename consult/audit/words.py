"""The texts of the report, in Chinese and English: finding codes, rules, counters."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

TEXTS = Path(__file__).parent / "texts"
LANGUAGES = ("zh", "en")


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`report`: the sentences around; the others by code, as they stand in a `Report`."""

    report: dict[str, str]
    checked: dict[str, str]
    unchecked: dict[str, str]
    digests: dict[str, str]
    ledger: dict[str, str]
    occasion: dict[str, str]
    exception: dict[str, str]
    finding: dict[str, str]
    rule: dict[str, str]


@cache
def words(language: str) -> Words:
    """`language`: zh or en."""
    return msgspec.toml.decode((TEXTS / f"{language}.toml").read_bytes(), type=Words)
