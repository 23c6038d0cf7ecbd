"""The application's logs: structured, one JSON line each, without personal data; libraries' lines take the same form."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from contextvars import ContextVar
from traceback import walk_tb
from typing import Any

import structlog

Line = MutableMapping[str, Any]
REQUEST = ContextVar("REQUEST", default="")
"""Id of the request that is being answered, empty outside of any. Every line carries it."""
PLACES = 8  # of a failure, the innermost ones


def configure_logs() -> None:
    """JSON lines on standard error; libraries (uvicorn, asyncpg) from warnings on."""
    ours: list[Any] = [add_request, structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True)]
    written = structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(
        processors=[*ours, written],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*ours, structlog.stdlib.add_logger_name, name_failure],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, written],
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def add_request(_logger: object, _method: str, line: Line) -> Line:
    """The id of the request that the line is about."""
    if request := REQUEST.get():
        line["request"] = request
    return line


def name_failure(_logger: object, _method: str, line: Line) -> Line:
    """Of a failure its kind and its places in the code. DANGER: never its message, which may hold what a person typed.

    Neither what follows the first line of a library's message: asyncio puts the failure's own words there.
    """
    line["event"] = str(line["event"]).strip().partition("\n")[0]
    found = line.pop("exc_info", None)
    failure = sys.exc_info()[1] if found is True else found[1] if isinstance(found, tuple) else found
    if isinstance(failure, BaseException):
        frames = [(frame.f_code.co_filename.rsplit("/", 1)[-1], number) for frame, number in walk_tb(failure.__traceback__)]
        line["error"] = type(failure).__name__
        line["places"] = [f"{name}:{number}" for name, number in frames[-PLACES:]]
    return line
