"""Replays the write-ahead log on restored files, up to its end or to a moment."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime

from consult.database.installation import Installation
from consult.database.postmaster import READY, postmaster_of

LOOK = 0.1  # seconds
# All segments lie in the folder already: there is nowhere to fetch more from. Nobody is let in before the replay is over.
OPTIONS = ("restore_command=false", "recovery_target_timeline=current", "hot_standby=off", "lc_messages=C")
NOT_REACHED = "recovery ended before configured recovery target was reached"


class ReplayFailed(Exception):
    """The server did not come to the end of the replay; its log says why."""


def replay(server: Installation, until: datetime | None, pause: Callable[[float], None]) -> None:
    """Returns when the server has replayed everything up to `until`, begun a timeline of its own, and been shut down.

    However long that takes; `pause` between looks may break it off. Raises ReplayFailed.
    """
    moment = until and until.astimezone(UTC).isoformat(sep=" ")
    ended = _run(
        server, (*OPTIONS, f"recovery_target_time={moment}", "recovery_target_action=promote") if moment else OPTIONS, pause
    )
    # The log may end before the moment: then all of it is what was there at that moment.
    if not ended and moment and NOT_REACHED in server.log.read_text("utf-8", "replace"):
        ended = _run(server, OPTIONS, pause)
    if not ended:
        last = server.log.read_text("utf-8", "replace").strip().splitlines()[-10:]
        raise ReplayFailed("PostgreSQL did not replay its log:\n" + "\n".join(last))


def _run(server: Installation, options: tuple[str, ...], pause: Callable[[float], None]) -> bool:
    """Whether it came to the end."""
    process = server.launch(server.socket_folder(), *(part for option in options for part in ("-c", option)))
    try:
        while process.poll() is None:
            found = postmaster_of(server.data)
            if found and found.pid == process.pid and found.status == READY:
                return True
            pause(LOOK)
        return False
    finally:
        _shut_down(process)


def _shut_down(process: subprocess.Popen[bytes]) -> None:
    """Cleanly: with a checkpoint, after which no segment of before is needed."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    process.wait()
