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
Grow = Callable[[], bool]
"""Asks for a newer head and goes on to it; whether there was one."""


class PublishedData:
    """`numbers`: of every published decision, as the log gives them. A page that is ahead of the audit lets it `grow`."""

    def __init__(self, source: Source, findings: Findings, shelf: RecordStore, numbers: Mapping[UUID, str], grow: Grow) -> None:
        self._source, self._findings, self._shelf = source, findings, shelf
        self._numbers, self._grow = numbers, grow
        self._pauses = iter(source.patience)
        self._listed = self._read_list()

    def check_list(self) -> None:
        """No decision is left out, none invented, and their numbers are those that the log gives, without a gap."""
        if self._listed is None:
            self._findings.unchecked["list"] = LIST
            return
        while (said := _numbers_in(self._listed)) != (own := {str(key): number for key, number in self._numbers.items()}):
            if not self._may_move_on():
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
            page = self._read(LIST)
            return None if page is None else _items(page)
        found: list[Any] = []
        for number in count(1):
            page = self._read(f"{LIST}?page={number}&size={PART}")
            if page is None:
                return found or None
            found += (part := _items(page))
            if not part or len(found) > len(self._numbers) + PART:
                break
        return found

    def check(self, decision: UUID) -> None:
        """What is said of a published decision."""
        path = f"{LIST}/{decision}"
        page = self._at_its_position(path, decision)
        if page is None:
            self._missing("figures", path, decision)
            return
        self._findings.checked["ledgers"] += 1
        record, texts_known = self._shelf[decision], not self._findings.any_of(*UNTRUE)
        self._differs(path, decision, lambda: of_decision(page, record, texts_known=texts_known))
        self._differs(path, decision, lambda: _number(page, self._numbers[decision]))
        self._check_feedback(f"{path}/feedback", decision)

    def _check_feedback(self, path: str, decision: UUID) -> None:
        record = self._shelf[decision]
        published = record.last(FeedbackPublished)
        page = self._read(path, decision)
        if published is None:
            if page is not None:
                self._add("feedback-differs", path, decision, "published", "-")
        elif page is None:
            self._missing("answers", path, decision)
        else:
            points = page.get("points")
            self._findings.checked["answers"] += len(points) if isinstance(points, list) else 0
            self._differs(path, decision, lambda: _positions(page, record))
            self._differs(path, decision, lambda: of_feedback(page, published, record))

    def _at_its_position(self, path: str, decision: UUID) -> Page | None:
        """The page, once it tells of what the log tells of. One that does not, whatever it says of itself, is a finding."""
        while (page := self._read(path, decision)) is not None and page.get("position") != self._shelf[decision].position:
            if not self._may_move_on():
                self._add("position-differs", path, decision, f"{page.get('position')}", f"{self._shelf[decision].position}")
                break
        return page

    def _may_move_on(self) -> bool:
        """Wait, and go on to a newer head where there is one; False where it has been asked often enough."""
        pause = next(self._pauses, None)
        if pause is not None:
            time.sleep(pause)
            self._grow()
        return pause is not None

    def _read(self, path: str, decision: UUID | None = None) -> Page | None:
        content = self._source.page(path)
        try:
            return None if content is None else _page(content)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            self._add("page-not-json", path, decision, f"{error}", None)
            return None

    def _missing(self, code: str, path: str, decision: UUID) -> None:
        """Where there is a list of decisions, their data are there too; else it is said that they could not be looked at."""
        if self._listed is None:
            self._findings.unchecked.setdefault(code, path)
        elif self._source.page(path) is None:  # what is no JSON has its finding
            self._add("data-missing", path, decision, "-", None)

    def _differs(self, path: str, decision: UUID, compared: Callable[[], Iterable[Difference]]) -> None:
        try:
            differences = list(compared())
        except MALFORMED as error:
            differences = [("page-malformed", f"{type(error).__name__}: {error}", None)]
        for code, said, calculated in differences:
            self._add(code, path, decision, f"{said}", None if calculated is None else f"{calculated}")

    def _add(self, code: str, path: str, decision: UUID | None, said: str, calculated: str | None) -> None:
        positions = (self._shelf[decision].position,) if decision and decision in self._numbers else ()
        place = self._source.link(path)
        self._findings.add(
            AuditFinding(code=code, place=place, positions=positions, decision=decision, said=said, calculated=calculated)
        )


def _items(page: Page) -> list[Any]:
    items = page.get("items")
    return items if isinstance(items, list) else []


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
