"""Chinese numerals as they stand in legal texts: 一 to 九千九百九十九, with 〇, 零 and 两."""

from __future__ import annotations

DIGITS = "〇一二三四五六七八九"
_VALUES = {digit: value for value, digit in enumerate(DIGITS)} | {"零": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
NUMERAL = "[〇零一二两三四五六七八九十百千]+|[0-9０-９]+"


def parse_chinese_number(text: str) -> int:
    """The number a numeral stands for: `一百零六` and `106` are 106. Raises ValueError for anything else."""
    if text.isdecimal():
        return int(text)
    total, digit = 0, 0
    for character in text:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        elif character in _VALUES:
            digit = _VALUES[character]
        else:
            raise ValueError(f"not a Chinese numeral: {text!r}")
    return total + digit


def chinese_number(number: int) -> str:
    """The numeral as legal texts write it, from 1 to 9,999: 10 is 十, 106 is 一百零六."""
    if not 0 < number < 10_000:
        raise ValueError(f"no numeral for {number}")
    parts, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            parts += ("零" if zero and parts else "") + DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return parts[1:] if parts.startswith("一十") else parts
