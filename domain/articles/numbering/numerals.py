"""Chinese numerals 中文数字: read as they stand in labels (第一百零六条), written in the form of laws."""

from __future__ import annotations

DIGITS = "〇一二三四五六七八九"
TENS = "十百千"
LARGE = ("", "万", "亿")
NUMERALS = "〇零○一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟0-9０-９"  # for a character class

_VALUES = {char: value for value, char in enumerate(DIGITS)}
_VALUES |= {char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")} | {"○": 0, "两": 2}
_VALUES |= {char: value for value, char in enumerate("0123456789")} | {
    char: value for value, char in enumerate("０１２３４５６７８９")
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE_UNITS = {"万": 10**4, "亿": 10**8}
_LIMIT = 10**12


def parse_chinese_number(text: str) -> int:
    """The value of `一百零六`, `二〇二四`, `十二`, `两百`, `12` or `１２`. ValueError where it is no number."""
    if text and all(char in _VALUES for char in text):
        return int("".join(str(_VALUES[char]) for char in text))
    total = section = 0
    digit: int | None = None
    for char in text:
        if char in _VALUES and not digit:
            digit = _VALUES[char]
        elif char in _UNITS:
            section, digit = section + (1 if digit is None else digit) * _UNITS[char], None
        elif char in _LARGE_UNITS:
            total, section, digit = _with_large_unit(total, section + (digit or 0), _LARGE_UNITS[char]), 0, None
        else:
            raise ValueError(f"not a number: {text!r}")
    if not text:
        raise ValueError("not a number: empty")
    return total + section + (digit or 0)


def chinese_number(number: int) -> str:
    """`number` as laws write it: 6 六, 10 十, 11 十一, 101 一百零一, 110 一百一十. From 0 to below 10**12, else ValueError."""
    if not 0 <= number < _LIMIT:
        raise ValueError(f"cannot be written: {number}")
    if number == 0:
        return "零"
    words = ""
    for power in (2, 1, 0):
        group = number // 10 ** (4 * power) % 10**4
        if group:
            words += ("零" if words and group < 1000 else "") + _group(group) + LARGE[power]
    return words[1:] if words.startswith("一十") else words


def _with_large_unit(total: int, section: int, unit: int) -> int:
    """亿 multiplies everything before it, 万 only what stands since."""
    return total + section * unit if section and unit < 10**8 else (total + section) * unit


def _group(group: int) -> str:
    words = ""
    for power in (3, 2, 1, 0):
        digit = group // 10**power % 10
        if digit:
            words += DIGITS[digit] + (TENS[power - 1] if power else "")
        elif words and not words.endswith("零") and group % 10**power:
            words += "零"
    return words
