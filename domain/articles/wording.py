"""The form in which words of articles are compared: white space and the width of punctuation do not count."""

from __future__ import annotations

import re
from hashlib import sha256
from unicodedata import normalize

from domain.articles.numbering.labels import SPACE

_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full-width forms of ASCII
_WIDTHS |= {ord(char): ord(plain) for char, plain in zip("“”„‟‘’‚‛〈〉｡､", "\"\"\"\"''''<>。、", strict=True)}
_BETWEEN = re.compile(rf"(?:{SPACE}|\*\*)+")
_TOKEN = re.compile(r"[〇零○一二两三四五六七八九十百千万亿]+|\d+(?:[.．]\d+)*|[A-Za-zＡ-Ｚａ-ｚ]+|[^\S\n]+|.", re.DOTALL)


def fold_text(text: str) -> str:
    """NFC with half-width letters, digits and punctuation, plain quotation marks, no bold marks, no white space but line ends.

    Line ends stay, one between lines with words: to make two paragraphs 款 of one is a change of the text.
    """
    lines = (_BETWEEN.sub("", line) for line in normalize("NFC", text).translate(_WIDTHS).splitlines())
    return "\n".join(filter(None, lines))


def text_sha256(text: str) -> str:
    """SHA-256 (hex) of the folded text. Give it without its label: a new number alone is no change of the text."""
    return sha256(fold_text(text).encode("utf-8", "surrogatepass")).hexdigest()


def tokens(text: str) -> list[str]:
    """Chinese numerals, numbers, Latin words, spaces and single characters; joined they are `text`."""
    return _TOKEN.findall(text)
