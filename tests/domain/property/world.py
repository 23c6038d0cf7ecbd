"""A decision whose history is being made: whatever is tried is decided, recorded, balanced and re-checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeVar
from uuid import UUID

from msgspec.structs import replace

from domain.access import Actor, Role
from domain.comment.state import Comment
from domain.consultation.state import Consultation
from domain.event import Event
from domain.grievance.state import Grievance
from domain.history import Decision, History
from domain.point.state import Point
from domain.recheck import Recheck
from domain.refusals import Refusal
from domain.sealing import CLOSED, sealed_fields
from tests.domain.calendars import calendar

T = TypeVar("T")

DECISION = UUID(int=1)
START = datetime(2026, 3, 2, 1, tzinfo=UTC)
CALENDAR = calendar()
WHY, SHORT = "理由如下：已经充分听取各方面意见。", "太短"
PEOPLE = tuple(Actor(UUID(int=100 + number), "market", frozenset(Role)) for number in range(3))
LIMITED = Actor(UUID(int=110), "market", frozenset({Role.DRAFTER, Role.SCREENER, Role.ANSWERER}))
OUTSIDER = Actor(UUID(int=120), "ports", frozenset(Role))
State = Consultation | Comment | Point | Grievance
CLOSED_IN_REPLAY: dict[type, set[str]] = {
    Consultation: {
        "title",
        "division",
        "matter_kind",
        "regime",
        "touches_operators",
        "place",
        "draft",
        "materials",
        "treated",
        "revised",
        "contradictions_accepted",
        "archive_number",
        "supplement_contradictions_accepted",
        "notice",
        "risk",
        "returns",
        "units",
    },
    Comment: {"nameless", "text", "proposed_wording", "attachments", "redacted_text"},
    Point: {"summary", "disposition", "earlier"},
    Grievance: set(),
}


class Chance(Protocol):
    """Where choices come from: a seed, or hypothesis."""

    def one_of(self, options: Sequence[T]) -> T: ...


class World:
    """The decision, the time, and the record so far. `wild`: whether choices may be bad ones."""

    def __init__(self, chance: Chance) -> None:
        self.chance, self.wild, self.now = chance, True, START
        self.history, self.replay, self.recheck = History(), History(), Recheck()
        self.events: list[Event] = []
        self.refused: Counter[str] = Counter()

    @property
    def decision(self) -> Decision:
        return self.history.decisions.setdefault(DECISION, Decision())

    @property
    def consultation(self) -> Consultation:
        """The decision; where it has not begun, there is nothing to be tried on it."""
        if self.decision.consultation is None:
            raise NothingThere
        return self.decision.consultation

    def pick(self, good: T, *bad: T) -> T:
        """The good choice, or in a wild attempt any of them; good ones twice as often as all bad ones together."""
        return self.chance.one_of([good] * (2 * len(bad)) + list(bad)) if self.wild and bad else good

    def any_of(self, things: Sequence[T]) -> T:
        """One of the things there are. Raises NothingThere."""
        if not things:
            raise NothingThere
        return self.chance.one_of(things)

    def later(self, delta: timedelta) -> None:
        self.now += delta

    def attempt(self, decide: Callable[[World, Actor], Event | Iterable[Event]], actor: Actor) -> bool:
        """Try it; whether it was done. Every check is made after each event."""
        try:
            decided = decide(self, actor)
        except NothingThere:
            return False
        except Refusal as refusal:
            self.refused[type(refusal).__name__] += bool(refusal.text())
            return False
        for event in [decided] if isinstance(decided, Event) else decided:
            self.record(event)
        return True

    def record(self, event: Event) -> None:
        self.events.append(event)
        decision = self.history.apply(event)
        decision.ledger().balance()
        findings = self.recheck.check(event)
        assert not findings, f"{findings} by {event} after {[earlier.topic for earlier in self.events[:-1]]}"
        replayed = self.replay.apply(closed(event))
        if event.originator_id in (DECISION, *decision.comments, *decision.points, *decision.grievances):
            self.compare(decision, replayed, event)

    def compare(self, decision: Decision, replayed: Decision, event: Event) -> None:
        assert public_facts(aggregate(replayed, event)) == public_facts(aggregate(decision, event))
        assert replayed.ledger().figures == decision.ledger().figures
        assert replace(replayed.coverage(), dispositions=()) == replace(decision.coverage(), dispositions=())


class NothingThere(Exception):
    """What was to be acted on does not exist yet: nothing a person could have tried."""


def closed(event: Event) -> Event:
    """The event as a reader sees it who may see no sealed field."""
    return replace(event, **{field.name: CLOSED for field in sealed_fields(type(event))})


def aggregate(decision: Decision, event: Event) -> State:
    stream = event.originator_id
    one = decision.comments.get(stream) or decision.points.get(stream) or decision.grievances.get(stream)
    found = one or decision.consultation
    assert found is not None
    assert found.version == event.originator_version
    return found


def units_facts(state: Consultation) -> object:
    """What everybody sees of other units; who led before a hand-over only once the call says who began."""
    units = state.units
    asked = [(each.number, each.division, each.due_on, each.received_on, each.late) for each in units.opinions]
    joint = {key: (each.articles, each.points) for key, each in units.joint.items()}
    return joint, units.officer, units.signed, units.excused, asked


def public_facts(state: State) -> dict[str, object]:
    """What the state says without its sealed contents."""
    hidden = CLOSED_IN_REPLAY[type(state)]
    facts = {name: getattr(state, name) for name in state.__struct_fields__ if name not in hidden}
    if isinstance(state, Consultation):
        pending = {what: (each.version, each.by) for what, each in state.returns.pending.items()}
        risk = state.risk and (state.risk.assessment_id, state.risk.result, state.risk.controllable, state.risk.text_version)
        facts |= {"assessed": risk, "units": units_facts(state)}
        facts |= {"submitted": state.returns.submitted, "pending": pending, "archived": state.archive_number is not None}
    if isinstance(state, Point):
        facts |= {"answered": state.answered, "superseded": len(state.earlier)}
    if isinstance(state, Comment):
        facts |= {"redacted": state.redacted}
    return facts
