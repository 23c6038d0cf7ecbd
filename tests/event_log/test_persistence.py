"""The library's own conformance cases, run against our persistence module."""

from __future__ import annotations

import asyncio
import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
from eventsourcing.tests.persistence import (
    AggregateRecorderTestCase,
    ApplicationRecorderTestCase,
    NonInterleavingNotificationIDsBaseCase,
    TrackingRecorderTestCase,
)

from consult.persistence.factory import Factory
from consult.persistence.recorders import LogAggregateRecorder, LogApplicationRecorder, LogTrackingRecorder
from tests.conftest import url_of

_numbers = itertools.count(1)


@pytest.fixture
def factory(request: pytest.FixtureRequest, server_url: str, template: str, tmp_path: Path) -> Iterator[None]:
    """A fresh database behind a factory of our own, given to the library's test case as `self.factory`."""
    name = f"consult_persistence_{os.getpid()}_{next(_numbers)}"
    asyncio.run(execute(server_url, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy"))
    made = Factory({"CONSULT_DATABASE_URL": url_of(server_url, name), "CONSULT_DATA_DIR": str(tmp_path)})
    request.instance.factory = made
    yield
    made.close()
    asyncio.run(execute(server_url, f"DROP DATABASE {name} WITH (FORCE)"))


async def execute(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute(statement)
    await connection.close()


@pytest.mark.usefixtures("factory")
class TestAggregateRecorder(AggregateRecorderTestCase):
    factory: Factory

    def create_recorder(self) -> LogAggregateRecorder:
        return LogAggregateRecorder(self.factory.bridge)


@pytest.mark.usefixtures("factory")
class TestApplicationRecorder(ApplicationRecorderTestCase[LogApplicationRecorder]):
    factory: Factory

    def create_recorder(self) -> LogApplicationRecorder:
        return LogApplicationRecorder(self.factory.bridge)


@pytest.mark.usefixtures("factory")
class TestTrackingRecorder(TrackingRecorderTestCase):
    factory: Factory

    def create_recorder(self) -> LogTrackingRecorder:
        return LogTrackingRecorder(self.factory.bridge)


@pytest.mark.usefixtures("factory")
class TestNonInterleavingNotificationIds(NonInterleavingNotificationIDsBaseCase):
    factory: Factory
    insert_num = 1000

    def create_recorder(self) -> LogApplicationRecorder:
        return LogApplicationRecorder(self.factory.bridge)


del AggregateRecorderTestCase, ApplicationRecorderTestCase, NonInterleavingNotificationIDsBaseCase, TrackingRecorderTestCase
