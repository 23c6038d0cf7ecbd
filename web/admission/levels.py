"""Token buckets, told as levels that rise with what comes in and sink with time; full means: wait."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec


class Rule(msgspec.Struct, frozen=True):
    """`size`: how much may come at once (no limit where 0); `drained`: how much of it is forgotten each second; `most`: where
    a level ends, which several processes may drive above its size."""

    size: float
    drained: float
    most: float


class _Held(msgspec.Struct):
    """`added` since this was last shared with the other processes; `asked`: whether anything was, so that it is worth knowing."""

    rule: Rule
    level: float
    at: float
    added: float = 0.0
    asked: bool = True


Key = tuple[bytes, str]
EMPTY_OVER = 50_000  # levels in memory, from which on those at zero are let go of


class Levels:
    """The levels of one process. Moments are seconds since 1970."""

    def __init__(self) -> None:
        self._held: dict[Key, _Held] = {}

    def __len__(self) -> int:
        return len(self._held)

    def level(self, key: Key, now: float) -> float:
        held = self._held.get(key)
        return 0.0 if held is None else max(held.level - max(now - held.at, 0) * held.rule.drained, 0.0)

    def seconds_until(self, key: Key, rule: Rule, cost: float, now: float) -> float:
        """How long until `cost` fits in; 0 where it does."""
        if not rule.size:
            return 0.0
        if held := self._held.get(key):
            held.asked = True
        return max((self.level(key, now) + cost - rule.size) / rule.drained, 0.0)

    def add(self, key: Key, rule: Rule, cost: float, now: float) -> None:
        held = self._held.get(key)
        if held is None:
            held = self._held[key] = _Held(rule, 0.0, now)
        held.level = min(max(held.level - max(now - held.at, 0) * rule.drained, 0.0) + cost, rule.most)
        held.at = max(now, held.at)
        held.added += cost
        held.asked = True

    def not_shared(self) -> list[tuple[Key, Rule, float]]:
        """What was added, or asked for in vain, since this was last called."""
        found = [(key, held.rule, held.added) for key, held in self._held.items() if held.asked]
        for key, _, _ in found:
            self._held[key].added, self._held[key].asked = 0.0, False
        return found

    def not_shared_after_all(self, added: Iterable[tuple[Key, Rule, float]]) -> None:
        for key, _, cost in added:
            self._held[key].added += cost
            self._held[key].asked = True

    def shared(self, key: Key, level: float, now: float) -> None:
        """The level of all processes together, to which comes what was added here since it was shared."""
        held = self._held[key]
        held.level, held.at = level + held.added, max(now, held.at)

    def tidy(self, now: float) -> None:
        if len(self._held) > EMPTY_OVER:
            for key in [key for key, held in self._held.items() if not held.asked and not self.level(key, now)]:
                del self._held[key]
