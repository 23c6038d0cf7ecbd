"""The golden log: when the tables made of it change, the version of the read models must."""

from __future__ import annotations

import re

import pytest

from consult.database import Database
from consult.event_log import EventLog
from consult.sealed.store import SealedStore
from domain.event import written_types
from projections.catch_up import catch_up
from tests.projections.golden import Tables, digests, golden, recorded, what_is_wrong, written_down

pytestmark = pytest.mark.anyio

KEPT = Tables(3, {"comments": "a", "points": "b"})


async def test_the_tables_made_of_it_are_those_of_this_version(
    database: Database, event_log: EventLog, sealed_store: SealedStore
) -> None:
    source = await recorded(event_log, sealed_store)
    assert await catch_up(database.pool, source) == len(golden().events) - 1
    found = await digests(database.pool)
    wrong = what_is_wrong(written_down(), found)
    assert wrong is None, wrong
    await database.pool.execute("UPDATE read.comments SET late = NOT late WHERE number = 1")
    changed = await digests(database.pool)
    assert [name for name in found if changed[name] != found[name]] == ["comments"]


@pytest.mark.parametrize(
    ("digests", "version", "said"),
    [
        ({"comments": "a", "points": "b"}, 3, None),
        ({"comments": "a", "points": "c"}, 3, "points made of the golden log changed.*raise VERSION"),
        ({"comments": "a"}, 3, "points made of the golden log changed.*raise VERSION"),
        ({"comments": "a", "points": "b", "years": "d"}, 3, "years made of the golden log changed.*raise VERSION"),
        ({"comments": "a", "points": "c"}, 4, "version 3 is written down: python -m"),
        ({"comments": "a", "points": "b"}, 4, "version 3 is written down: python -m"),
    ],
)
def test_a_change_of_tables_demands_another_version_and_says_how(digests: dict[str, str], version: int, said: str | None) -> None:
    wrong = what_is_wrong(KEPT, digests, version)
    assert (wrong is None) == (said is None)
    if said:
        assert re.search(said, wrong or "", re.DOTALL)


def test_every_kind_of_event_is_in_it() -> None:
    missing = written_types().keys() - {event.topic for event in golden().events}
    assert not missing, f"make another golden log: python -m tests.projections.golden log ({', '.join(sorted(missing))})"


def test_no_table_is_empty() -> None:
    """What holds nothing could not show a change."""
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert empty not in written_down().digests.values()
