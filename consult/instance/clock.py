"""The clock: the only place where the time comes from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The present moment, UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class TrainingClock:
    """The clock of a training instance: another clock, and by how much people have moved it ahead. It only goes forwards.

    `base`: what sign-in, sessions and mail go by.
    """

    def __init__(self, base: Clock) -> None:
        self.base, self.ahead = base, timedelta(0)

    def now(self) -> datetime:
        return self.base.now() + self.ahead

    def move(self, ahead: timedelta) -> None:
        """To at least so much ahead of the base; it is never moved back."""
        self.ahead = max(self.ahead, ahead)


class ToldClock:
    """A clock set by hand, for the demonstration and the tests. It never advances by itself."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def tell(self, at: datetime) -> None:
        """Set the time; refuses to go back."""
        if at < self._at:
            raise ValueError(f"the clock stands at {self._at} and cannot be told {at}")
        self._at = at

    def advance(self, by: timedelta) -> None:
        self.tell(self._at + by)
