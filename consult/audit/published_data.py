"""Holds the published data to the entries: the list of decisions, each at its position, its figures, its answers."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count, islice
from typing import Any
from uuid import UUID

import msgspec

from consult.audit.figures import Difference, of_decision, of_feedback
from consult.audit.findings import LISTED, AuditFinding, Findings
from consult.audit.published_log.source import Source
from consult.audit.record import CompactRecord
from consult.audit.record_store import RecordStore
from domain.consultation.events import FeedbackPublished, SupplementPublished

LIST = "api/v1/consultations"
PART = 100  # decisions in one answer of a site
UNTRUE = ("disclosure-swapped", "disclosure-altered", "disclosure-malformed", "disclosure-missing")
MALFORMED = (AttributeError, KeyError, TypeError, ValueError)

NUMBER = re.compile(r"[0-9]{4}-[0-9]{3,7}").fullmatch

_page = msgspec.json.Decoder(dict[str, Any]).decode
Page = dict[str, Any]
Placed = tuple[str, str, object, object]
"""A difference with its path: code, path, said, calculated."""

Grow = Callable[[int | None], None]
"""Goes on to this position (to the end where None), as far as a newer head of the source leads there."""


class PublishedData:
    """`numbers`: of every published decision, as the log gives them. A page that is ahead of the audit lets it `grow`."""

    def __init__(self, source: Source, findings: Findings, shelf: RecordStore, numbers: Mapping[UUID, str], grow: Grow) -> None:
        self._source, self._findings, self._shelf = source, findings, shelf
        self._numbers, self._grow = numbers, grow
        self._pauses = iter(source.patience)
        self._answers: dict[UUID, int] = {}  # by decision whose data were looked at
        self._listed = self._read_list()

    def check_list(self) -> None:
        """No decision is left out, none invented, and their numbers are those that the log gives, without a gap."""
        if self._listed is None:
            self._findings.unchecked["list"] = LIST
            return
        while (said := _numbers_in(self._listed)) != (own := {str(key): number for key, number in self._numbers.items()}):
            self._grow(None)
            if not self._waits():
                self._name_differences(said, own)
                break
            self._listed = self._read_list() or []
        self._findings.checked["listed"] += len(self._listed)
        for number in gaps(said.values()):
            self._add("number-gap", LIST, None, number, None)

    def _name_differences(self, said: Mapping[str, object], own: Mapping[str, str]) -> None:
        for key in own.keys() - said.keys():
            self._add("decision-left-out", LIST, UUID(key), "-", own[key])
        for key in said.keys() - own.keys():
            self._add("decision-invented", LIST, None, f"{said[key]} ({key})", None)
        for key in own.keys() & said.keys():
            if own[key] != said[key]:
                self._add("number-differs", LIST, UUID(key), f"{said[key]}", own[key])

    def _read_list(self) -> list[Any] | None:
        """The decisions as listed; None where the source has no list. One without end is left where it is too long by a part."""
        if self._source.files() is not None:
            return self._items(LIST)
        found: list[Any] = []
        for number in count(1):
            part = self._items(f"{LIST}?page={number}&size={PART}")
            if part is None and not found:
                return None
            found += part or ()
            if not part or len(found) > len(self._numbers) + PART:
                break
        return found

    def _items(self, path: str) -> list[Any] | None:
        page = self._parsed(path)
        if isinstance(page, str):
            self._add("page-not-json", path, None, page, None)
        items = page.get("items") if isinstance(page, dict) else None
        return items if isinstance(items, list) else None

    def check(self, decision: UUID) -> None:
        """What is said of a published decision; what differs is asked for again, as long as the source has patience."""
        found = self._differences(decision)
        while found and self._waits():
            found = self._differences(decision)
        for code, path, said, calculated in found:
            self._add(code, path, decision, f"{said}", None if calculated is None else f"{calculated}")
        self._findings.checked["ledgers"] = len(self._answers)
        self._findings.checked["answers"] += self._answers.get(decision, 0)

    def _differences(self, decision: UUID) -> list[Placed]:
        path = f"{LIST}/{decision}"
        page = self._parsed(path)
        if not isinstance(page, dict):
            return list(self._without(path, "figures", page))
        if isinstance(position := page.get("position"), int) and position > self._shelf[decision].position:
            self._grow(position)
        self._answers[decision] = 0
        record, texts_known = self._shelf[decision], not self._findings.any_of(*UNTRUE)
        differences = _compared(
            lambda: _position(page, record),
            lambda: _number(page, self._numbers[decision]),
            lambda: of_decision(page, record, texts_known=texts_known),
        )
        return [*_placed(path, differences), *self._of_feedback(f"{path}/feedback", decision, record)]

    def _of_feedback(self, path: str, decision: UUID, record: CompactRecord) -> Iterator[Placed]:
        published, page = record.last(FeedbackPublished), self._parsed(path)
        if published is None:
            if page is not None:
                yield "feedback-differs", path, "published", "-"
        elif not isinstance(page, dict):
            yield from self._without(path, "answers", page)
        else:
            points = page.get("points")
            self._answers[decision] = len(points) if isinstance(points, list) else 0
            differences = _compared(lambda: _positions(page, record), lambda: of_feedback(page, published, record))
            yield from _placed(path, differences)

    def _without(self, path: str, unchecked: str, problem: str | None) -> Iterator[Placed]:
        """No data: where there is a list of decisions, they are missing; else it is said that they could not be looked at."""
        if problem is not None:
            yield "page-not-json", path, problem, None
        elif self._listed is not None:
            yield "data-missing", path, "-", None
        else:
            self._findings.unchecked.setdefault(unchecked, path)

    def _waits(self) -> bool:
        """Whether to ask once more, after a pause."""
        pause = next(self._pauses, None)
        if pause is not None:
            time.sleep(pause)
        return pause is not None

    def _parsed(self, path: str) -> Page | str | None:
        """The object at `path`, or why it is none; None where nothing is there."""
        content = self._source.page(path)
        try:
            return None if content is None else _page(content)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            return f"{error}"

    def _add(self, code: str, path: str, decision: UUID | None, said: str, calculated: str | None) -> None:
        positions = (self._shelf[decision].position,) if decision and decision in self._numbers else ()
        place = self._source.link(path if self._source.files() is None else f"{path}.json")
        self._findings.add(
            AuditFinding(code=code, place=place, positions=positions, decision=decision, said=said, calculated=calculated)
        )


def _compared(*comparisons: Callable[[], Iterable[Difference]]) -> Iterator[Difference]:
    """What each of them finds; data of another form than they take are a difference too."""
    for each in comparisons:
        try:
            yield from each()
        except MALFORMED as error:
            yield "page-malformed", f"{type(error).__name__}: {error}", None


def _placed(path: str, differences: Iterable[Difference]) -> Iterator[Placed]:
    return ((code, path, said, calculated) for code, said, calculated in differences)


def _position(page: Page, record: CompactRecord) -> Iterator[Difference]:
    """Whatever a page says of itself: it tells of what the log tells of."""
    if page.get("position") != record.position:
        yield "position-differs", page.get("position"), record.position


def _numbers_in(listed: list[Any]) -> dict[str, object]:
    """The numbers of decisions by id; one that is there twice has another name the second time."""
    found: dict[str, object] = {}
    for item in listed:
        key, number = (f"{item.get('id')}", item.get("number")) if isinstance(item, dict) else ("-", None)
        found[key if key not in found else f"{key} "] = number
    return found


def gaps(numbers: Iterable[object]) -> list[str]:
    """Numbers (`2026-001`) that are missing before others of their year: the first hundred."""
    given = {text for text in numbers if isinstance(text, str) and NUMBER(text)}
    last: dict[str, int] = {}
    for text in given:
        year, _, n = text.partition("-")
        last[year] = max(last.get(year, 0), int(n))
    missing = (
        number for year, most in sorted(last.items()) for n in range(1, most) if (number := f"{year}-{n:03d}") not in given
    )
    return list(islice(missing, LISTED))


def _number(page: Page, own: str) -> Iterator[Difference]:
    if page.get("number") != own:
        yield "number-differs", page.get("number"), own


def _positions(page: Page, record: CompactRecord) -> Iterator[Difference]:
    """The feedback and each supplement name the position of their entry."""
    own = [position for position, event in record.placed if isinstance(event, FeedbackPublished | SupplementPublished)]
    said = [page.get("position"), *(each.get("position") for each in page.get("supplements", ()))]
    if said != own:
        yield "position-differs", said, own
