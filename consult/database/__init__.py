"""PostgreSQL: the program's own from a wheel, or the one named by the settings."""

from consult.database.connection import AWAY, Database, connect, open_database
from consult.database.migration import migrate

__all__ = ["AWAY", "Database", "connect", "migrate", "open_database"]
