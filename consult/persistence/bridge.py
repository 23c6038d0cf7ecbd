"""Runs an event loop in a thread, so that the library's synchronous recorders can call the asynchronous log."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar

from consult.database import connect
from consult.event_log import EventLog
from consult.instance.clock import SystemClock
from consult.public_log.note import FileSigner

T = TypeVar("T")


class Bridge:
    """An open log, used from any thread. `close()` once nobody uses it any more."""

    def __init__(self, url: str, origin: str, key_file: Path) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="consult-log", daemon=True)
        self._thread.start()
        self.pool = self.run(connect(url))
        self.log = EventLog(self.pool, FileSigner(origin, key_file), SystemClock())

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """The coroutine's result; blocks the calling thread."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()

    def close(self) -> None:
        if self._loop.is_running():
            self.run(self.pool.close())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()
