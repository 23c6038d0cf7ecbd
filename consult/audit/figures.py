"""Compares the API's published figures and answers with those calculated from the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from consult.audit.record import CompactRecord
from domain.calendar import local_date
from domain.consultation.events import CorrectionMade, FeedbackPublished, SupplementPublished
from domain.grievance.events import GrievanceClosed, GrievanceForwarded, GrievanceRegistered, GrievanceTakenBack
from domain.recheck.answers import point_answers
from domain.recheck.points import gathered_in_public, is_public, unmerged_points
from domain.recheck.screening import comment_status
from domain.sealing import CLOSED

LEDGER = ("received", "published", "withheld", "referred", "withdrawn", "awaiting")
"""The figures that any reader can count; `distinct_texts` is bounded by the number of different texts shown."""

SCREENED = ("published", "withheld")
SUPPLEMENT = ("number", "points", "comments", "ledger")

Difference = tuple[str, object, object]
"""The code of a finding, and what is said and calculated."""


def ledger_of(record: CompactRecord) -> dict[str, int]:
    """The ledger of a decision, counted by histories."""
    count: Counter[str] = Counter()
    for history, many in record.histories().items():
        count["received"] += many
        count[comment_status(history)] += many
    return {name: count[name] for name in LEDGER}


def of_decision(page: dict[str, Any], record: CompactRecord, *, texts_known: bool) -> Iterator[Difference]:
    """What a decision's page says otherwise than its entries. Any error of a malformed page is the caller's."""
    yield from _ledger(page, record, texts_known=texts_known)
    yield from _grievances(page, record)
    yield from _dates(page, record)


def of_feedback(page: dict[str, Any], published: FeedbackPublished, record: CompactRecord) -> Iterator[Difference]:
    """As `of_decision`, of the feedback's page."""
    yield from _feedback(page, published)
    yield from _supplements(page, record.all(SupplementPublished))
    yield from _answers(page, record)


def _ledger(page: dict[str, Any], record: CompactRecord, *, texts_known: bool) -> Iterator[Difference]:
    said = page.get("ledger")
    calculated = ledger_of(record)
    if not isinstance(said, dict) or any(said.get(name) != value for name, value in calculated.items()):
        yield "ledger-differs", said, calculated
    elif (unanswered := page.get("dispositions", {}).get("unanswered")) != _unanswered(record):
        yield "ledger-differs", unanswered, _unanswered(record)
    elif texts_known and record.texts and not 1 <= said.get("distinct_texts", 0) <= len(record.texts):
        yield "ledger-differs", said.get("distinct_texts"), f"1 … {len(record.texts)}"


def grievances_of(record: CompactRecord) -> dict[str, int]:
    """How many grievances were registered and not taken back; and of these, told or closed within their time, or later."""
    found = {"received": 0, "in_time": 0, "late": 0, "waiting": 0}
    for registered in record.all(GrievanceRegistered):
        own = record.stream(registered.originator_id)
        if any(isinstance(event, GrievanceTakenBack) for event in own):
            continue
        told = next((event for event in own if isinstance(event, GrievanceForwarded | GrievanceClosed)), None)
        in_time = told is not None and local_date(told.timestamp) <= registered.due_on
        found["received"] += 1
        found["waiting" if told is None else "in_time" if in_time else "late"] += 1
    return found


def _grievances(page: dict[str, Any], record: CompactRecord) -> Iterator[Difference]:
    said, calculated = page.get("grievances"), grievances_of(record)
    if said != calculated:
        yield "ledger-differs", said, calculated


def _unanswered(record: CompactRecord) -> int:
    """Published or withheld comments without a public answer."""
    fates = [(many, comment_status(history)) for history, many in record.histories().items()]
    answers = point_answers(record)
    answered = {comment for point in answers for comment in gathered_in_public(record, point)}
    known = sum(comment_status(record.stream(comment)) in SCREENED for comment in answered)
    return sum(many for many, fate in fates if fate in SCREENED) - known


def _dates(page: dict[str, Any], record: CompactRecord) -> Iterator[Difference]:
    published = record.published
    if published is not None:
        for name, value in (("opens_at", published.opens_at), ("closes_at", record.closes_at)):
            if _moment(page.get(name)) != value:
                yield "dates-differ", f"{name} {page.get(name)}", value


def _moment(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _feedback(page: dict[str, Any], published: FeedbackPublished) -> Iterator[Difference]:
    figures = msgspec.to_builtins(published.ledger)
    said = page.get("ledger")
    if not isinstance(said, dict) or any(said.get(name) != value for name, value in figures.items() if name in said):
        yield "ledger-differs", said, figures
    for name in ("contradictions", "changed_without_comment"):
        if sorted(page.get(name, ())) != sorted(getattr(published, name)):
            yield "feedback-differs", page.get(name), getattr(published, name)


def _supplements(page: dict[str, Any], supplements: Sequence[SupplementPublished]) -> Iterator[Difference]:
    """Every supplement with its figures, in order."""
    calculated = [
        {"number": each.number, "points": each.points, "comments": each.comments, "ledger": msgspec.to_builtins(each.ledger)}
        for each in supplements
    ]
    said = [{name: shown.get(name) for name in SUPPLEMENT} for shown in page.get("supplements", ())]
    if said != calculated:
        yield "feedback-differs", said, calculated


def _answers(page: dict[str, Any], record: CompactRecord) -> Iterator[Difference]:
    """The disposition of every public point, unless a correction has replaced it, and how many comments it answers."""
    public = [point.originator_id for point in unmerged_points(record) if is_public(record, point.originator_id)]
    known = point_answers(record)
    answers = {str(point): known[point] for point in public if point in known and point not in corrected(record)}
    said = {point.get("id"): point for point in page.get("points", ())}
    for each in public:
        listed, gathered = said.get(str(each), {}).get("comments", ()), gathered_in_public(record, each)
        if len(listed) != len(gathered):
            yield "disposition-differs", f"{each} {len(listed)}", len(gathered)
    if said.keys() != set(map(str, public)):
        yield "disposition-differs", sorted(map(str, said)), sorted(answers)
    for point, answer in answers.items():
        shown = said.get(point, {}).get("disposition")
        if answer is not CLOSED and shown != msgspec.json.decode(msgspec.json.encode(answer)):
            yield "disposition-differs", _text(shown), _text(answer)


def corrected(record: CompactRecord) -> set[UUID]:
    """Streams that a correction names."""
    found = set()
    for correction in record.all(CorrectionMade):
        try:
            found.add(UUID(correction.corrected_stream))
        except ValueError:
            continue
    return found


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()
