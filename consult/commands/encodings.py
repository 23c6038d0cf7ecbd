"""In which encoding a text file is written: UTF-8, UTF-16 with a byte order mark, GB18030."""

from __future__ import annotations

import codecs

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def encoding_of(content: bytes) -> str | None:
    """Python's name of the encoding (`utf-8-sig` where there is a mark); None for what is no text in any of them."""
    marked = next((name for mark, name in MARKS if content.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            if "\x00" not in content.decode(encoding):
                return encoding
        except UnicodeDecodeError:
            continue
    return None
