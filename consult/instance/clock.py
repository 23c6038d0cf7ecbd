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
