"""When a matter of the catalogue is planned to be decided: months in words, and as the options of a form."""

from __future__ import annotations

from web.shared.wording.languages import Locale

QUARTERS = {(1, 3): "第一季度", (4, 6): "第二季度", (7, 9): "第三季度", (10, 12): "第四季度"}


def planned_words(first: int, last: int, locale: Locale) -> str:
    """A quarter by its name; one month, or months from and to, by their numbers."""
    if quarter := QUARTERS.get((first, last)):
        return locale.translate(quarter)
    if first == last:
        return locale.translate("{n}月").format(n=first)
    return locale.translate("{first}至{last}月").format(first=first, last=last)


def planned_options(locale: Locale) -> list[tuple[str, str]]:
    """The quarters, then the months: values as `1-3`, `9-9`."""
    spans = [*QUARTERS, *((month, month) for month in range(1, 13))]
    return [(f"{first}-{last}", planned_words(first, last, locale)) for first, last in spans]
