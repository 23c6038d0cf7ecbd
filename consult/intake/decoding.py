"""Decodes text files: UTF-8, UTF-16 with a byte order mark, GB18030."""

from __future__ import annotations

import codecs
import re

from consult.intake.refusals import EncodingUnknown

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BREAKS = re.compile("[\x0b\x0c]")  # what Word writes for line and page breaks in plain text


def decoded(content: bytes) -> tuple[str, str]:
    """The text and the encoding it was read in, line and page breaks as LF. Raises EncodingUnknown."""
    marked = next((name for mark, name in MARKS if content.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return _BREAKS.sub("\n", text), encoding.removesuffix("-sig")
    raise EncodingUnknown(field="file")
