"""The one event on a stream of anchors."""

from __future__ import annotations

from datetime import datetime

from domain.enumerations import Occasion
from domain.event import Event, topic


@topic("anchor-recorded.v1")
class AnchorRecorded(Event, frozen=True, kw_only=True):
    """时间锚定: a time stamp 时间戳 (RFC 3161) by an outside authority over the checkpoint of the log's first `size` entries.

    `root` (32 bytes): the checkpoint's; `stamped_at`: the authority's time in whole seconds; `authority`: the host asked;
    `token`: its TimeStampResp as received (DER), over SHA-256 of the checkpoint's origin, size and root lines. Entries before
    `size` are not younger than the stamp, this one and those after it are not older. An anchor of the whole log has
    WHOLE_LOG for `consultation_id`.
    """

    occasion: Occasion
    size: int
    root: bytes
    stamped_at: datetime
    authority: str
    token: bytes
