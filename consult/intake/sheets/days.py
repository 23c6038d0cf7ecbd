"""Parses dates as people write them in a table; what one leaves out (year, century, day) is named, and the year can be given."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from consult.intake.sheets.table_refusals import (
    DateEitherWay,
    DateNotUnderstood,
    DateWithoutCentury,
    DateWithoutDay,
    DateWithoutYear,
)
from domain.articles.numbering.numerals import parse_chinese_number

MAX_DATE = 60  # code points, a time of day among them
EXCEL_EPOCH = date(1899, 12, 30)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_TIME = re.compile(r"(?:T|\s|(?<=[日号]))\s*(?:[上下中]午|早上|晚上)?\s*\d{1,2}[:：时点].*$")
_ASIDE = re.compile(r"\(?(?:星期|周|礼拜)[一二三四五六日天]\)?|[上下中]午|早上|晚上")
_END = re.compile(r"[.。,，、;；]+$")
_ENGLISH = re.compile(rf"(?:(?P<before>\d{{1,2}})\W*)?(?P<month>{'|'.join(MONTHS)})[a-z]*\W*(?P<rest>.*)", re.IGNORECASE)
_ORDINAL = re.compile(r"(\d)(?:st|nd|rd|th)\b", re.IGNORECASE)
_SEPARATOR, _FIGURES = "[-/.年月\\\\]", "[〇零○一二三四五六七八九]"
_MONTH, _DAY = r"(\d{1,2}|[一二三四五六七八九十]{1,3})", r"(\d{1,2}|[一二三四五六七八九十]{1,3})[日号]?"
_DATE = re.compile(rf"(\d{{4}}|{_FIGURES}{{4}}){_SEPARATOR}{_MONTH}{_SEPARATOR}{_DAY}")
_SHORT = re.compile(rf"'?(\d\d|{_FIGURES}{{2}}){_SEPARATOR}{_MONTH}{_SEPARATOR}{_DAY}")
_YEARLESS = re.compile(rf"{_MONTH}{_SEPARATOR}{_DAY}")
_FRACTION = re.compile(r"\d{1,2}\.[123]")  # 3.10 typed into a cell of numbers is kept as 3.1
_DAYLESS = re.compile(rf"(\d{{4}}|{_FIGURES}{{4}}){_SEPARATOR}{_MONTH}月?份?")
_BACKWARDS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{4}|\d{6})?")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")


def day_of(text: str, year: int | None = None) -> date:
    """2026-3-5, 2026/3/5, 2026.3.5., 2026年3月5日, 二〇二六年三月五日, 20260305, 5 Mar 2026, 25/3/2026, Excel's 46086.

    `year`: given for dates without one (3月5日, 3.5), and for the century of those with two figures (26.3.5). Raises
    DateNotUnderstood, or the one of its kinds that names what is missing.
    """
    if len(text) > MAX_DATE:
        raise DateNotUnderstood(field="received_on")
    plain = _TIME.sub("", unicodedata.normalize("NFKC", text).strip()).strip()
    written = _END.sub("", _ASIDE.sub("", re.sub(r"\s+", "", _in_figures(plain))))
    try:
        return _whole(written) or _with_year(written, year)
    except (ValueError, OverflowError) as error:
        raise DateNotUnderstood(field="received_on") from error


def _whole(written: str) -> date | None:
    """A date with nothing missing. Raises ValueError, DateEitherWay."""
    if found := _DATE.fullmatch(written) or _COMPACT.fullmatch(written):
        return date(*map(parse_chinese_number, found.groups()))
    if found := _SERIAL.fullmatch(written):
        return EXCEL_EPOCH + timedelta(days=int(found[1]))
    if found := _BACKWARDS.fullmatch(written):
        one, other, year = map(int, found.groups())
        if max(one, other) <= 12 and one != other:
            raise DateEitherWay(field="received_on", written=written)
        return date(year, min(one, other), max(one, other))
    return None


def _with_year(written: str, year: int | None) -> date:
    """A date that says less than it should. Raises ValueError, DateNotUnderstood."""
    if found := _SHORT.fullmatch(written):
        if year is None:
            raise DateWithoutCentury(field="received_on", written=written)
        short, month, day = _two_figures(found[1]), *map(parse_chinese_number, found.groups()[1:])
        return date(year - year % 100 + short, month, day)
    if (found := _YEARLESS.fullmatch(written)) and not _FRACTION.fullmatch(written):
        month, day = map(parse_chinese_number, found.groups())
        date(2000, month, day)  # of no calendar at all: not a date without a year
        if year is None:
            raise DateWithoutYear(field="received_on", written=written)
        return date(year, month, day)
    if _DAYLESS.fullmatch(written):
        raise DateWithoutDay(field="received_on", written=written)
    raise DateNotUnderstood(field="received_on")


def _two_figures(written: str) -> int:
    figures = "〇一二三四五六七八九"
    return int(written if written.isdecimal() else "".join(str(max(figures.find(figure), 0)) for figure in written))


def _in_figures(plain: str) -> str:
    """5 March 2026, Mar 5, 2026 and 5-Mar-26 as year, month and day in figures; anything else as it is."""
    found = _ENGLISH.fullmatch(_ORDINAL.sub(r"\1", plain))
    if found is None:
        return plain
    parts = [found["before"], *re.split(r"\W+", found["rest"])] if found["before"] else re.split(r"\W+", found["rest"])
    day, *years = list(filter(None, parts)) or [""]
    return "-".join([*years, str(MONTHS.index(found["month"].lower()) + 1), day])
