"""The file as PDF/A, set by Typst: an index with page numbers, tagged for readers of screens. Same content, same bytes."""

from __future__ import annotations

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


def deliberation_pdf(found: DeliberationFile) -> bytes:
    """A tagged PDF/A-2a. Raises ChineseFontMissing."""
    at = int(found.view.published_at.timestamp())
    inputs = {"file": msgspec.json.encode(found.file).decode(), "fonts": msgspec.json.encode(_fonts()).decode()}
    source = (files("consult.deliberation_file") / "template.typ").read_bytes()
    made = typst.compile(source, format="pdf", sys_inputs=inputs, pdf_standards="a-2a", timestamp=at)
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> tuple[str, ...]:
    """Raises ChineseFontMissing (and is asked again the next time)."""
    there = set(typst.Fonts().families())
    if not (found := tuple(font for font in FONTS if font in there)):
        raise ChineseFontMissing
    return found
