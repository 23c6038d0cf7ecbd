"""What each event does to the row of a point, and what the published feedback opens."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from domain.event import Event
from domain.point.events import DispositionDrafted, DispositionSuperseded, PointMade, PointReworded
from domain.sealing import value_or_none
from domain.values import DispositionText
from projections.rows.correction import CorrectionRow
from projections.rows.point import EarlierDisposition, PointRow


def fold(row: PointRow, event: Event, position: int) -> None:
    """Apply an event of the point's own stream; drafted words stay closed until `publish`."""
    match event:
        case PointReworded(articles=articles):
            row.articles = articles
        case DispositionDrafted():
            row.answered = True
        case DispositionSuperseded():
            _supersede(row, event, position)
        case _:
            pass


def publish(row: PointRow, opened: list[Event], position: int) -> None:
    """Show what the feedback opens of the point: its last wording and its last disposition."""
    row.published = True
    for event in opened:
        if isinstance(event, PointMade | PointReworded):
            row.summary, row.summary_version = value_or_none(event.summary), event.originator_version
        elif isinstance(event, DispositionDrafted):
            row.answer(value_or_none(event.disposition), event.originator_version, position)


def apply_correction(row: PointRow, correction: CorrectionRow) -> None:
    """Show the corrected value in place of the one it names, the current or a superseded one."""
    if correction.field == "summary" and correction.version == row.summary_version:
        correction.applied("point-made.v1" if correction.version == 1 else "point-reworded.v1", row.summary)
        row.summary = msgspec.json.decode(correction.new, type=str | None)
    elif correction.field == "disposition":
        _correct_disposition(row, correction, msgspec.json.decode(correction.new, type=DispositionText | None))


def _supersede(row: PointRow, event: DispositionSuperseded, position: int) -> None:
    row.answered = True
    if row.disposition_version is not None and row.disposition_position is not None:
        earlier = EarlierDisposition(
            version=row.disposition_version,
            disposition=row.disposition,
            position=row.disposition_position,
            superseded_at=event.timestamp,
            why=value_or_none(event.why),
        )
        row.earlier += (earlier,)
    row.answer(value_or_none(event.disposition), event.originator_version, position)


def _correct_disposition(row: PointRow, correction: CorrectionRow, value: DispositionText | None) -> None:
    versions = [each.version for each in row.earlier]
    if correction.version in versions:
        place = versions.index(correction.version)
        correction.applied(_topic(place), row.earlier[place].disposition)
        corrected = replace(row.earlier[place], disposition=value)
        row.earlier = (*row.earlier[:place], corrected, *row.earlier[place + 1 :])
    elif correction.version == row.disposition_version:
        correction.applied(_topic(len(versions)), row.disposition)
        row.disposition, row.kind = value, value.kind if value else None


def _topic(place: int) -> str:
    """The first disposition shown was drafted, every later one supersedes it."""
    return "disposition-superseded.v1" if place else "disposition-drafted.v1"
