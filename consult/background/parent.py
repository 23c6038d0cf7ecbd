"""A child process ends with its parent, however that ends: the parent holds the other end of its standard input."""

from __future__ import annotations

import os
import signal
import threading

CHILD = "CONSULT_CHILD"
GRACE = 5.0  # seconds to close what it has opened


def end_with_parent() -> None:
    """In a child that was started with `CHILD` in its environment, ask to stop once the parent is gone; nothing elsewhere."""
    if os.environ.pop(CHILD, None):
        threading.Thread(target=_watch, name="parent", daemon=True).start()


def _watch() -> None:
    while os.read(0, 1):
        pass
    threading.Timer(GRACE, os._exit, (128 + signal.SIGTERM,)).start()
    os.kill(os.getpid(), signal.SIGTERM)
