"""The file as PDF/A, set by Typst: an index with page numbers, tagged for readers of screens. Same content, same bytes."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import msgspec
import typst

from consult.deliberation_file.contents import DeliberationFile
from domain.refusals import Refusal

MEDIA_TYPE = "application/pdf"
# What a machine may have for Chinese, the best first.
FONTS = (
    *("Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "FangSong"),
    *("Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei"),
)


class ChineseFontMissing(Refusal):
    """Without a font for Chinese a PDF would show empty boxes."""

    message = "服务器上没有中文字体，暂时不能生成PDF，请下载DOCX。"
    status = 503


UNSHOWN = re.compile(r'error: the (?:text|PDF contains the codepoint) `"(.+?)"`')
ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
JOINERS = "[\u200c\u200d\ufe00-\ufe0f]*"
MOST_UNSHOWN = 30


class Unshowable(Refusal):
    """So much, or such, that no font of the server has it."""

    message = "材料中有服务器上的字体显示不了的字符，不能生成PDF，请下载DOCX。"
    status = 503


def deliberation_pdf(found: DeliberationFile) -> bytes:
    """A tagged PDF/A-2a. Raises ChineseFontMissing, Unshowable.

    What no font here can show (a rare emoji, a character of a private area) PDF/A refuses: its code stands in its place.
    """
    content = msgspec.json.encode(found.file).decode()
    for _ in range(MOST_UNSHOWN):
        try:
            return _set(content, int(found.view.published_at.timestamp()))
        except typst.TypstError as failure:
            content = _with_codes(content, failure)
    raise Unshowable


def _set(content: str, at: int) -> bytes:
    """Raises TypstError."""
    inputs = {"file": content, "fonts": msgspec.json.encode(_fonts()).decode()}
    source = (files("consult.deliberation_file") / "template.typ").read_bytes()
    made = typst.compile(source, format="pdf", sys_inputs=inputs, pdf_standards="a-2a", timestamp=at)
    assert isinstance(made, bytes)
    return made


def _with_codes(content: str, failure: typst.TypstError) -> str:
    """`content` with codes for what a failure of Typst names, without what joins it to its neighbours.

    Raises that failure where it names nothing, Unshowable where it names a part of the JSON or of a code.
    """
    named = UNSHOWN.search(str(failure))
    if named is None:
        raise failure
    shown = ESCAPE.sub(lambda found: chr(int(found[1], 16)), named[1])
    codes = "".join(f"[U+{ord(each):04X}]" for each in shown)
    coded = re.sub(f"{JOINERS}{re.escape(shown)}{JOINERS}", codes, content)
    if shown.isascii() or coded == content:
        raise Unshowable
    return coded


@cache
def _fonts() -> tuple[str, ...]:
    """Raises ChineseFontMissing (and is asked again the next time)."""
    there = set(typst.Fonts().families())
    if not (found := tuple(font for font in FONTS if font in there)):
        raise ChineseFontMissing
    return found
