"""Levels of what came in: they rise, sink with time, and say how long to wait; networks, and addresses behind proxies."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.admission.levels import EMPTY_OVER, Levels, Rule
from web.admission.networks import address_in, network_of

RULE = Rule(size=10, drained=2, most=10)
KEY = (b"decision", "network")


def admitted(levels: Levels, times: list[float]) -> int:
    count = 0
    for now in times:
        if not levels.seconds_until(KEY, RULE, 1, now):
            levels.add(KEY, RULE, 1, now)
            count += 1
    return count


def test_a_burst_is_let_in_and_then_what_drains() -> None:
    levels = Levels()
    assert admitted(levels, [100.0] * 50) == 10
    assert levels.seconds_until(KEY, RULE, 1, 100.0) == 0.5
    assert admitted(levels, [103.0] * 50) == 6
    assert admitted(levels, [1000.0] * 50) == 10


@given(st.lists(st.floats(0, 100), max_size=200))
def test_never_more_than_burst_and_rate_together(times: list[float]) -> None:
    levels, ordered = Levels(), sorted(times)
    count = admitted(levels, ordered)
    assert count <= RULE.size + RULE.drained * (ordered[-1] - ordered[0] if ordered else 0) + 1e-6


def test_a_clock_that_goes_back_lets_nothing_more_in() -> None:
    levels = Levels()
    assert admitted(levels, [100.0] * 10) == 10
    assert admitted(levels, [50.0] * 10) == 0


def test_no_size_means_no_limit() -> None:
    assert Levels().seconds_until(KEY, Rule(0, 1, 0), 1000, 0) == 0


def test_empty_levels_are_let_go_of() -> None:
    levels = Levels()
    for number in range(EMPTY_OVER + 1):
        levels.add((b"decision", str(number)), RULE, 1, 0)
    levels.not_shared()
    levels.add(KEY, RULE, 1, 100.0)
    levels.tidy(100.0)
    assert len(levels) == 1


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.7", "198.51.100.0/24"),
        ("::ffff:198.51.100.9", "198.51.100.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/48"),
        ("nonsense", ""),
        ("", ""),
    ],
)
def test_who_shares_a_network(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, ["203.0.113.1"], "127.0.0.1"),
        (1, ["203.0.113.1"], "203.0.113.1"),
        (1, ["invented, 203.0.113.1"], "203.0.113.1"),
        (1, ["invented", "203.0.113.1"], "203.0.113.1"),
        (2, ["invented, 203.0.113.1, 10.0.0.1"], "203.0.113.1"),
        (2, ["203.0.113.1"], "127.0.0.1"),
        (1, [], "127.0.0.1"),
        (1, [""], "127.0.0.1"),
    ],
)
def test_only_our_own_proxies_are_believed(proxies: int, forwarded: list[str], address: str) -> None:
    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    scope: dict[str, Any] = {"headers": headers, "client": ("127.0.0.1", 1234)}
    assert address_in(scope, proxies) == address
