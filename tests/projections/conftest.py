"""A history to tell, on a database of its own."""

from __future__ import annotations

import pytest

from consult.database import Database
from tests.projections.told import Told


@pytest.fixture
async def database(database: Database) -> Database:
    """Without read models: those of the template are made for the log's own source."""
    await database.pool.execute("DROP SCHEMA read CASCADE")
    return database


@pytest.fixture
def told(database: Database) -> Told:
    return Told(database.pool, decisions=3)
