"""A large, honest log: decisions that run side by side through their whole procedure, wave after wave, written as published.

One decision of a wave is recorded by the domain's own events and the mapper; the others are the same with other ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from consult.audit.published_log.tiles import TiledTree, bundle_path
from consult.public_log.note import Checkpoint, FileSigner
from consult.public_log.tiles import WIDTH
from consult.public_log.tree import leaf_hash
from consult.sealed.mapper import seal
from domain.comment.events import CommentPublished, CommentSubmitted, CommentWithheld
from domain.consultation.events import (
    ChannelCount,
    ConsultationPublished,
    DispositionCount,
    FeedbackPrepared,
    FeedbackPublished,
    FeedbackSignedOff,
    LedgerFigures,
    PeriodClosed,
)
from domain.enumerations import Channel, DispositionKind, ReasonKind, RespondentKind, WithholdingReason
from domain.event import CLOCK, PUBLIC, Event
from domain.point.events import CommentsGathered, DispositionDrafted, PointMade
from domain.values import DispositionText, FeedbackText
from tests.audit.mirror import bundle_of, put
from tests.domain.property.whole_life import (
    ANSWERER,
    CLOSES,
    DECISION,
    LONG,
    OPENS,
    RELEASER,
    SCREENER,
    WEEK,
    Log,
    text,
    whole_life,
)

SIDE_BY_SIDE = 10  # decisions of a wave
COMMENTS = 9_700  # of one decision
GATHERED = 50  # comments of a point
WAVE = timedelta(days=60)
MARK, PREFIX = b"00000000-0000-0001", "{:08x}-0000-0001"  # of every id that belongs to one decision


def write_honest(folder: Path, size: int, signer: FileSigner) -> int:
    """Publish a log of at least `size` entries, up to the end of a wave; answers with its size."""
    tree, waiting, done = TiledTree(), list[bytes](), 0
    for state in _entries(size):
        waiting.append(state)
        if len(waiting) == WIDTH:
            _write_bundle(folder, tree, done, waiting)
            done, waiting = done + WIDTH, []
    if waiting:
        _write_bundle(folder, tree, done, waiting)
    for tile in tree.partials():
        put(folder, tile.path, tile.content)
    put(folder, "log/checkpoint", signer.sign(Checkpoint(signer.origin, tree.size, tree.root()).text()).encode())
    put(folder, "log/policy", f"log {signer.verification_key}\nquorum none\n".encode())
    return tree.size


def _write_bundle(folder: Path, tree: TiledTree, first: int, states: list[bytes]) -> None:
    put(folder, bundle_path(first // WIDTH, len(states)), bundle_of(states))
    for tile in tree.add([leaf_hash(state) for state in states]):
        put(folder, tile.path, tile.content)


def _entries(size: int) -> Iterator[bytes]:
    made, wave = 0, 0
    while made < size:
        marks = [PREFIX.format(1 + wave * SIDE_BY_SIDE + number).encode() for number in range(SIDE_BY_SIDE)]
        for state in _one(wave):
            for mark in marks:
                yield state.replace(MARK, mark)
            made += SIDE_BY_SIDE
        wave += 1


def _one(wave: int) -> Iterable[bytes]:
    """The entries of one decision, as late as its wave."""
    shift = wave * WAVE
    return [seal(_later(event, shift)).state for event in whole(COMMENTS)]


def _later(event: Event, shift: timedelta) -> Event:
    names = {"timestamp", "opens_at", "closes_at", "closed_at"} & set(event.__struct_fields__)
    return replace(event, **{name: getattr(event, name) + shift for name in names})


def own(number: int) -> UUID:
    """An id that belongs to the decision."""
    return UUID(int=(1 << 64) + number)


def whole(comments: int) -> list[Event]:
    """One decision from its start to its feedback: comments screened as they come, one in twenty withheld, all answered."""
    log = Log()
    log.events = [_moved(event) for event in whole_life() if event.originator_id == DECISION and event.timestamp < OPENS]
    assert isinstance(log.events[-1], ConsultationPublished)
    withheld = {number for number in range(comments) if number % 20 == 7}
    for number in range(comments):
        _comment(log, number, shown=number not in withheld)
    _closed(log, comments)
    published = [number for number in range(comments) if number not in withheld]
    points = [published[start : start + GATHERED] for start in range(0, len(published), GATHERED)]
    for number, gathered in enumerate(points):
        _point(log, number, gathered)
    _answered(log, comments, len(withheld), len(points))
    return log.events


def _moved(event: Event) -> Event:
    return replace(event, originator_id=own(0), consultation_id=own(0))


def _add(log: Log, kind: type[Event], at: Any, actor: str, stream: UUID, version: int, **facts: Any) -> None:
    head = {"originator_id": stream, "originator_version": version, "timestamp": at, "actor": actor}
    log.events.append(kind(consultation_id=own(0), **head, **facts))


def _comment(log: Log, number: int, *, shown: bool) -> None:
    at, stream = OPENS + timedelta(seconds=200 * number), own(1_000 + number)
    given = {"channel": Channel.WEB, "draft_version": 1, "respondent_kind": RespondentKind.INDIVIDUAL, "articles": ("a1",)}
    empty = {"proposed_wording": None, "attachments": (), "file_names": (), "name": None, "organisation": None, "contact": None}
    facts = {"publish_name": False, "received_on": None, "late": False, "text": f"第{number}条意见"}
    _add(log, CommentSubmitted, at, PUBLIC, stream, 1, **given, **facts, **empty)
    if shown:
        _add(log, CommentPublished, at, SCREENER, stream, 2, name_shown=False)
    else:
        reason = {"reason": WithholdingReason.ABUSE, "note": "辱骂", "public_note": None}
        _add(log, CommentWithheld, at, SCREENER, stream, 2, **reason)


def _versioned(log: Log) -> int:
    return 1 + sum(event.originator_id == own(0) for event in log.events)


def _closed(log: Log, comments: int) -> None:
    received = (ChannelCount(Channel.WEB, comments),)
    facts = {"closed_at": CLOSES, "received": received, "log_size": 25, "answer_due_on": date(2026, 5, 14)}
    _add(log, PeriodClosed, CLOSES, CLOCK, own(0), _versioned(log), **facts)


def _point(log: Log, number: int, gathered: list[int]) -> None:
    at, stream = CLOSES + WEEK, own(100_000 + number)
    disposition = DispositionText(DispositionKind.NOTED, ReasonKind.POLICY_CHOICE, LONG)
    _add(log, PointMade, at, ANSWERER, stream, 1, articles=("a1",), summary="延长营业时间")
    ids = tuple(own(1_000 + comment) for comment in gathered)
    _add(log, CommentsGathered, at, ANSWERER, stream, 2, comment_ids=ids)
    _add(log, DispositionDrafted, at, ANSWERER, stream, 3, disposition=disposition)


def _answered(log: Log, received: int, withheld: int, points: int) -> None:
    at, version, published = CLOSES + 2 * WEEK, _versioned(log), received - withheld
    figures = LedgerFigures(received, published, withheld, 0, 0, published, withheld)
    counts = (DispositionCount(DispositionKind.NOTED, points),)
    words = {"text": FeedbackText("问", "说", "做"), "revised": text("1", "2", "3")}
    _add(log, FeedbackPrepared, at, ANSWERER, own(0), version, **words)
    _add(log, FeedbackSignedOff, at, RELEASER, own(0), version + 1, contradictions_accepted=())
    lists = {"contradictions": (), "changed_without_comment": ()}
    _add(log, FeedbackPublished, at, RELEASER, own(0), version + 2, ledger=figures, dispositions=counts, **lists)
