"""Numbers as Word writes them: the number formats of ECMA-376, 17.18.59."""

from __future__ import annotations

from collections.abc import Callable

from domain.articles.numbering.numerals import chinese_number

DIGITS = "〇一二三四五六七八九"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
SIMPLIFIED = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
TRADITIONAL = str.maketrans("一二三四五六七八九十百千", "壹貳參肆伍陸柒捌玖拾佰仟")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def numbered(value: int, number_format: str) -> str | None:
    """`value` in a number format of Word; None where the format is not known or has no sign for the value."""
    write = FORMATS.get(number_format)
    return write(value) if write and 0 <= value < 10**6 else None


def _digits(value: int) -> str:
    return "".join(DIGITS[int(digit)] for digit in str(value))


def _legal(table: dict[int, int]) -> Callable[[int], str]:
    """Financial numerals, where 10 is written 壹拾."""
    return lambda value: ("一" * (10 <= value < 20) + chinese_number(value)).translate(table)


def _letters(value: int) -> str | None:
    """a to z, then aa, bb."""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value else None


def _roman(value: int) -> str | None:
    words = ""
    for size, sign in ROMAN:
        words += sign * (value // size)
        value %= size
    return words or None


def _signs(signs: str) -> Callable[[int], str | None]:
    return lambda value: signs[value - 1] if 0 < value <= len(signs) else None


def _span(*ranges: tuple[int, int]) -> str:
    return "".join(chr(code) for first, last in ranges for code in range(first, last + 1))


def _upper(write: Callable[[int], str | None]) -> Callable[[int], str | None]:
    return lambda value: None if (words := write(value)) is None else words.upper()


_CIRCLED = _signs(_span((0x2460, 0x2473), (0x3251, 0x325F), (0x32B1, 0x32BF)))

FORMATS: dict[str, Callable[[int], str | None]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": lambda value: str(value).translate(FULL_WIDTH),
    "decimalFullWidth2": lambda value: str(value).translate(FULL_WIDTH),
    "chineseCounting": chinese_number,
    "chineseCountingThousand": chinese_number,
    "taiwaneseCounting": chinese_number,
    "taiwaneseCountingThousand": chinese_number,
    "japaneseCounting": chinese_number,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "chineseLegalSimplified": _legal(SIMPLIFIED),
    "ideographLegalTraditional": _legal(TRADITIONAL),
    "lowerLetter": _letters,
    "upperLetter": _upper(_letters),
    "lowerRoman": _roman,
    "upperRoman": _upper(_roman),
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedParen": _signs(_span((0x2474, 0x2487))),
    "decimalEnclosedFullstop": _signs(_span((0x2488, 0x249B))),
    "ideographEnclosedCircle": _signs(_span((0x3280, 0x3289))),
    "ideographTraditional": _signs(STEMS),
    "ideographZodiac": _signs(BRANCHES),
    "none": lambda value: "",
}
