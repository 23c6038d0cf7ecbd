"""A history to tell, on a database of its own."""

from __future__ import annotations

import pytest

from consult.database import Database
from tests.projections.told import Told


@pytest.fixture
def told(database: Database) -> Told:
    return Told(database.pool, decisions=3)
