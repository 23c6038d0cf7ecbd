"""Refusals: why an anchor is not recorded."""

from __future__ import annotations

from typing import ClassVar

from domain.refusals import Refusal


class AnchorNotDue(Refusal):
    """An anchor is recorded once for each occasion: opening, closing, after the close; and once a day."""

    message: ClassVar[str] = "现在不需要时间锚定。"


class TimeStampOutOfStep(Refusal):
    """A time stamp is recorded only where the authority's clock and ours agree to ten seconds (log.md, Time)."""

    message: ClassVar[str] = "时间戳服务机构的时间与本机时钟不一致。"
