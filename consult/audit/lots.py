"""Re-checks what a lot was drawn from beside the secret: root and time stamp, as the published log has them."""

from __future__ import annotations

from collections.abc import Iterator

from consult.audit.anchors import Anchors
from consult.audit.record import CompactRecord
from domain.activity.events import ApplicationsClosed, LotDrawn


def lot_broken(anchors: Anchors, record: CompactRecord, position: int, event: LotDrawn) -> Iterator[str]:
    """Names of the rules that a draw at `position` breaks: the log ends with the closing entry, its stamp is the first."""
    closed = [
        place
        for place, each in record.placed
        if isinstance(each, ApplicationsClosed) and each.originator_id == event.originator_id
    ]
    root = anchors.root_at(event.log_size, position)
    if event.log_size - 1 not in closed or (root is not None and root.hex() != event.log_root):
        yield "LotRootWrong"
    stamped = next((digest for size, digest in anchors.stamps if size >= event.log_size), None)
    if event.token != stamped:
        yield "LotStampWrong"
