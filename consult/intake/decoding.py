"""Decodes text files: UTF-8, UTF-16 with a byte order mark, GB18030."""

from __future__ import annotations

import re

from consult.commands.encodings import encoding_of
from consult.intake.refusals import EncodingUnknown

_BREAKS = re.compile("[\x0b\x0c]")  # what Word writes for line and page breaks in plain text


def decoded(content: bytes) -> tuple[str, str]:
    """The text and the encoding it was read in, line and page breaks as LF. Raises EncodingUnknown."""
    encoding = encoding_of(content)
    if encoding is None:
        raise EncodingUnknown(field="file")
    return _BREAKS.sub("\n", content.decode(encoding)), encoding.removesuffix("-sig")
