"""Applications to an activity in random histories: among the events of a hearing, on streams of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from domain.activity.events import ParticipantMovedUp
from domain.application import events as n
from domain.enumerations import ErasureCause, RespondentKind, Side
from domain.values import Contact
from tests.projections.random_assessments import Lives

Step = Callable[[Lives, Any, UUID], None]


def _own(first: UUID, number: int) -> UUID:
    return UUID(int=first.int + 5_000_000 + number)


def _submitted(number: int, side: Side | None) -> Step:
    def submit(lives: Lives, decision: Any, first: UUID) -> None:
        words = {"grounds": f"理由 {lives.secret()}", "name": f"姓名 {lives.secret()}", "organisation": f"单位 {lives.secret()}"}
        facts: dict[str, Any] = {"activity_id": first, "category": RespondentKind.INDIVIDUAL, "publish_name": number % 2 == 0}
        contact = Contact(f"{lives.secret()}@example.org", None)
        lives.add(n.ApplicationSubmitted, decision, _own(first, number), **facts, **words, side=side, contact=contact)

    return submit


def _then(number: int, kind: Any, **facts: Any) -> Step:
    return lambda lives, decision, first: lives.add(kind, decision, _own(first, number), **facts) and None


def _invited(lives: Lives, decision: Any, first: UUID) -> None:
    lives.add(n.ApplicationInvited, decision, _own(first, 4), reason=f"邀请 {lives.secret()}")


def _moved_up(lives: Lives, decision: Any, first: UUID) -> None:
    seat: dict[str, Any] = {"side": Side.RESIDENT, "category": RespondentKind.INDIVIDUAL}
    lives.add(ParticipantMovedUp, decision, first, participant=_own(first, 3), **seat)


APPLIED: tuple[Step, ...] = (
    *(_submitted(number, Side.RESIDENT) for number in range(1, 5)),
    *(_submitted(5, None), _submitted(6, Side.RESIDENT), _then(6, n.ApplicationWithdrawn)),
)
SEATED: tuple[Step, ...] = (
    *(_then(2, n.ApplicationAdmitted, rank=1), _invited, _then(2, n.ApplicationListed, name_shown=True)),
    *(_then(1, n.ApplicationErased, cause=ErasureCause.REQUESTED), _then(4, n.ApplicationDeclined), _moved_up),
    *(_then(3, n.ApplicationAdmitted, rank=2), _then(2, n.ApplicationErased, cause=ErasureCause.ACTIVITY_OVER)),
)
