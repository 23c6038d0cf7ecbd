"""PostgreSQL: the program's own from a wheel, or the one named by the settings."""

from consult.database.connection import (
    AWAY,
    LOST,
    Database,
    DatabaseUnusable,
    connect,
    migrate_database,
    open_database,
    open_restored,
)
from consult.database.embedded import ServerNotStarted
from consult.database.migration import migrate

__all__ = [
    "AWAY",
    "LOST",
    "Database",
    "DatabaseUnusable",
    "ServerNotStarted",
    "connect",
    "migrate",
    "migrate_database",
    "open_database",
    "open_restored",
]
