"""Making the tables of the read models, and telling whether their definitions have changed since."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

LIVE = "read"
NEXT = "read_next"
OLD = "read_old"

HERE = Path(__file__).parent
# Only what a table holds matters: questions asked of the tables, and who runs the projections, may change freely.
ASKING = frozenset({"queries.py", "views.py", "article_queries.py", "of_comments.py", "record.py", "excerpt.py", "status.py"})
RUNNING = frozenset({"runner.py", "rebuild.py", "freshness.py", "schema.py", "reading.py"})


@cache
def fingerprint() -> str:
    """SHA-256 (hex) of all table definitions, of the code that fills them, and of the parser of articles."""
    digest = sha256()
    for path in sorted(_defining()):
        digest.update(path.relative_to(HERE.parent).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


async def exists(connection: Any, schema: str) -> bool:
    """Whether the schema has been made."""
    found: bool = await connection.fetchval("SELECT to_regnamespace($1) IS NOT NULL", schema)
    return found


async def use(connection: Any, schema: str) -> None:
    """Until the end of the transaction, unqualified table names are those of `schema`."""
    await connection.execute("SELECT set_config('search_path', $1, true)", schema)


async def make(connection: Any, schema: str) -> None:
    """Make the schema (`read` or `read_next`) with empty tables, at position -1; inside the caller's transaction."""
    await connection.execute(CREATE[schema])
    await use(connection, schema)
    for path in sorted(HERE.rglob("tables.sql")):
        await connection.execute(path.read_text("utf-8"))
    await connection.execute("INSERT INTO progress (position, fingerprint) VALUES (-1, $1)", fingerprint())


async def is_current(connection: Any, schema: str) -> bool:
    """Whether the tables of the existing schema were made by the definitions of this program."""
    await use(connection, schema)
    if await connection.fetchval("SELECT to_regclass('progress') IS NULL"):
        return False
    made: str | None = await connection.fetchval("SELECT fingerprint FROM progress")
    return made == fingerprint()


CREATE = {LIVE: "CREATE SCHEMA read", NEXT: "CREATE SCHEMA read_next"}


def _defining() -> list[Path]:
    own = [path for path in HERE.rglob("*.py") if path.name not in ASKING | RUNNING]
    articles = (HERE.parent / "domain" / "articles").glob("*.py")
    return [*own, *HERE.rglob("tables.sql"), *articles]
