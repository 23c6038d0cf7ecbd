"""Chinese words on English pages are marked as such (WCAG 3.1.2), so that a screen reader speaks them in Chinese."""

from __future__ import annotations

import re

IDEOGRAPH = r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]"
WITHIN = r"[^<>&A-Za-z\n]"  # what may stand between two ideographs of one run: digits, signs, spaces
RUN = re.compile(f"{IDEOGRAPH}(?:{WITHIN}*{IDEOGRAPH})?[，。、；：！？”’》）〕】…]*")
MARK = ' lang="zh-CN"'

# A piece of a page: what is left alone, a control whose words cannot hold an element, a tag, or text.
PIECE = re.compile(
    r"(?P<kept><(?P<name>script|style|title|svg)\b.*?</(?P=name)>|<!--.*?-->)"
    r"|(?P<control><(?:textarea|option)\b)(?P<attributes>[^>]*>)(?P<words>[^<]*)"
    r"|(?P<tag><[^>]*>)"
    r"|(?P<text>[^<]+)",
    re.DOTALL,
)


def mark_chinese(html: str) -> str:
    """An English page with its Chinese words in elements of that language; of fields and choices, the element itself."""
    return PIECE.sub(_marked, html)


def _marked(piece: re.Match[str]) -> str:
    if text := piece["text"]:
        return RUN.sub(f"<span{MARK}>\\g<0></span>", text)
    if control := piece["control"]:
        heard = "lang=" not in piece["attributes"] and " hidden" not in piece["attributes"]
        mark = MARK if heard and RUN.search(piece["words"]) else ""
        return f"{control}{mark}{piece['attributes']}{piece['words']}"
    tag = piece["tag"]
    return f"<input{MARK}{tag[6:]}" if tag and tag.startswith("<input") and RUN.search(tag) else piece[0]
