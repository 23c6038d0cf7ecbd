"""The catalogue of decision matters, checked again on the record: of all years together, and of a decision its place in it."""

from __future__ import annotations

from collections.abc import Iterator

from domain.calendar import local_date
from domain.catalogue.events import (
    AdjustmentPrepared,
    CatalogueAdjusted,
    CataloguePrepared,
    CataloguePublished,
    CatalogueSubmitted,
    MatterLinked,
)
from domain.catalogue.state import catalogue_stream
from domain.catalogue.values import CatalogueMatter, MatterChange
from domain.consultation.events import ConsultationPublished, DecisionStarted, MatterNamed
from domain.enumerations import AdjustmentKind, Regime
from domain.event import Event
from domain.recheck.preparation import EXCLUDED
from domain.recheck.record import Record
from domain.sealing import CLOSED

MAJOR = frozenset({Regime.GOVERNMENT_DECISION, Regime.BUREAU_DECISION})
Matters = dict[int, CatalogueMatter]


def catalogue_rules_broken(record: Record, event: Event) -> Iterator[str]:
    """Names of the rules that an event of a catalogue breaks. `record`: of the catalogues of all years."""
    own = record.stream(event.originator_id)
    published = _last(own, CataloguePublished)
    match event:
        case CataloguePrepared() | CatalogueSubmitted() | CataloguePublished() if published:
            yield "CataloguePublishedAlready"
        case CataloguePrepared():
            yield from _prepared(event)
        case CatalogueSubmitted():
            yield from _submitted(own)
        case CataloguePublished():
            yield from _published(record, own, event)
        case AdjustmentPrepared() | CatalogueAdjusted() | MatterLinked() if published is None:
            yield "CatalogueNotPublished"
        case CatalogueAdjusted():
            yield from _adjusted(record, own, event)
        case _:
            pass


def _last(events: list[Event], *kinds: type[Event]) -> Event | None:
    return next((event for event in reversed(events) if isinstance(event, kinds)), None)


def _prepared(event: CataloguePrepared) -> Iterator[str]:
    ahead = event.year - local_date(event.timestamp).year
    if event.originator_id != catalogue_stream(event.year) or ahead not in (0, 1):
        yield "CatalogueYearTooFar"
    if event.matters is not CLOSED:
        yield from _well_written(event.matters)


def _well_written(matters: tuple[CatalogueMatter, ...]) -> Iterator[str]:
    if len({_title(matter) for matter in matters}) < len(matters):
        yield "MatterTitleTwice"
    if any(not 1 <= matter.first_month <= matter.last_month <= 12 for matter in matters):
        yield "PlannedBackwards"
    if any(matter.matter_kind in EXCLUDED for matter in matters):
        yield "MatterExcluded"


def _title(matter: CatalogueMatter) -> str:
    return "".join(matter.title.split()).casefold()


def _submitted(own: list[Event]) -> Iterator[str]:
    prepared = _last(own, CataloguePrepared, CatalogueSubmitted)
    if isinstance(prepared, CatalogueSubmitted):
        yield "CatalogueSubmittedAlready"
    if not isinstance(prepared, CataloguePrepared) or prepared.matters == ():
        yield "CatalogueEmpty"


def _published(record: Record, own: list[Event], event: CataloguePublished) -> Iterator[str]:
    prepared = _last(own, CataloguePrepared)
    if not isinstance(prepared, CataloguePrepared) or prepared.matters == ():
        yield "CatalogueEmpty"
        return
    submitted = _last(own, CataloguePrepared, CatalogueSubmitted)
    if not isinstance(submitted, CatalogueSubmitted):
        yield "CatalogueNotSubmitted"
    if event.actor in {submitted and submitted.actor, *(each.actor for each in own if isinstance(each, CataloguePrepared))}:
        yield "SamePersonPublishesCatalogue"
    if event.year != prepared.year:
        yield "CatalogueYearTooFar"
    if prepared.matters is CLOSED:
        return
    if event.matters != len(prepared.matters):
        yield "CatalogueMiscounted"
    yield from _carried(record, event.year - 1, dict(enumerate(prepared.matters, 1)), ())


def _adjusted(record: Record, own: list[Event], event: CatalogueAdjusted) -> Iterator[str]:
    since = own[max((place for place, each in enumerate(own) if isinstance(each, CatalogueAdjusted)), default=-1) + 1 :]
    prepared = [each for each in since if isinstance(each, AdjustmentPrepared)]
    if not prepared or prepared[-1].changes == ():
        yield "NothingToAdjust"
        return
    if event.actor in {each.actor for each in prepared}:
        yield "SamePersonAdjusts"
    if event.number != sum(isinstance(each, CatalogueAdjusted) for each in own) + 1:
        yield "CatalogueMiscounted"
    if (changes := prepared[-1].changes) is not CLOSED:
        yield from _changed(record, own, event, changes)


def _changed(record: Record, own: list[Event], event: CatalogueAdjusted, changes: tuple[MatterChange, ...]) -> Iterator[str]:
    if event.changes != len(changes):
        yield "CatalogueMiscounted"
    for change in changes:
        yield from record.reason_broken(change.reason)
    year = _year(own)
    gone = {change.number for change in changes if change.matter is None}
    if any((year, number) in record.led_to for number in gone):
        yield "MatterLeadsToDecision"
    standing = standing_matters(own)
    if standing is None:
        return
    if {change.number for change in changes if change.kind != AdjustmentKind.ADDED} - standing.keys():
        yield "MatterGone"
    after = {number: matter for number, matter in (standing | _new(changes)).items() if number not in gone}
    yield from _well_written(tuple(after.values()))
    following = standing_matters(record.stream(catalogue_stream(year + 1)))
    if following is not None:
        yield from _carried(record, year, following, changes)


def _year(own: list[Event]) -> int:
    return next((event.year for event in own if isinstance(event, CataloguePrepared)), 0)


def _new(changes: tuple[MatterChange, ...]) -> Matters:
    return {change.number: change.matter for change in changes if change.matter is not None}


def _carried(record: Record, year: int, listed: Matters, also: tuple[MatterChange, ...]) -> Iterator[str]:
    """What the catalogue of `year` carried over, with what it carries over now, stands among the next year's `listed`."""
    adjustments = _opened_changes(record.stream(catalogue_stream(year))) or []
    carried = {each.number for each in (*adjustments, *also) if each.kind == AdjustmentKind.CARRIED_OVER}
    if carried - {matter.carried_from for matter in listed.values()}:
        yield "CarriedOverMissing"


def _opened_changes(events: list[Event]) -> list[MatterChange] | None:
    """All changes published so far; None where some are closed to the reader."""
    found: list[MatterChange] = []
    pending: AdjustmentPrepared | None = None
    for event in events:
        if isinstance(event, AdjustmentPrepared):
            pending = event
        elif isinstance(event, CatalogueAdjusted) and pending is not None:
            if pending.changes is CLOSED:
                return None
            found += pending.changes
    return found


def standing_matters(events: list[Event]) -> Matters | None:
    """The matters of a published catalogue that stand, by number; None where it is not published, or closed to the reader."""
    prepared, changes = _last(events, CataloguePrepared), _opened_changes(events)
    if _last(events, CataloguePublished) is None or not isinstance(prepared, CataloguePrepared):
        return None
    if prepared.matters is CLOSED or changes is None:
        return None
    matters = dict(enumerate(prepared.matters, 1)) | _new(tuple(changes))
    gone = {change.number for change in changes if change.matter is None}
    return {number: matter for number, matter in matters.items() if number not in gone}


def naming_rules_broken(record: Record, event: Event) -> Iterator[str]:
    """Names of the rules that the naming of a matter, on a decision's own stream, breaks."""
    if not isinstance(event, MatterNamed):
        return
    if record.published:
        yield "MatterNamedLate"
    place = event.place
    if place is CLOSED:
        return
    if (place.matter is None) != (place.year is None) or (place.matter is None) == (place.reason is None):
        yield "MatterOrReason"
    elif place.reason is not None:
        yield from record.reason_broken(place.reason)


def place_rules_broken(record: Record, event: Event, catalogues: Record) -> Iterator[str]:
    """Whether a call names a matter that stands, or says why there is none. `catalogues`: the record of all years."""
    if not isinstance(event, ConsultationPublished):
        return
    named, started = record.last(MatterNamed), record.last(DecisionStarted)
    if named is None:
        public = {published.year for published in catalogues.all(CataloguePublished)}
        if started and started.regime in MAJOR and local_date(event.timestamp).year in public:
            yield "MatterNotNamed"
    elif named.place is not CLOSED and named.place.matter is not None and named.place.year is not None:
        yield from _stands(catalogues.stream(catalogue_stream(named.place.year)), named.place.matter)


def _stands(catalogue: list[Event], number: int) -> Iterator[str]:
    standing = standing_matters(catalogue)
    if _last(catalogue, CataloguePublished) is None:
        yield "CatalogueNotPublished"
    elif standing is not None and number not in standing:
        yield "MatterGone"


def place_led_from(record: Record) -> tuple[int, int] | None:
    """Year and number of the matter that a decision says it is about, where that is open."""
    named = record.last(MatterNamed)
    if named is None or named.place is CLOSED or named.place.year is None or named.place.matter is None:
        return None
    return named.place.year, named.place.matter
