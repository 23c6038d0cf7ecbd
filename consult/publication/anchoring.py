"""Anchors 时间锚定: time stamps of an outside authority over the log's checkpoint, recorded in the log (RFC 3161, as client)."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import httpx
import structlog

from consult.event_log import Append, Head, MovedOn, NewEvent, StreamGuard
from consult.public_log.note import Checkpoint
from consult.public_log.timestamp import (
    TimeStampInvalid,
    assert_trusted,
    certificates_in,
    read_timestamp,
    timestamp_request,
)
from consult.runtime import Runtime
from consult.sealed.mapper import seal
from domain.anchor.anchors import WHOLE_LOG, Anchors, Period, VerifiedTimeStamp, daily_due, occasion_due, record_anchor
from domain.anchor.events import AnchorRecorded
from domain.enumerations import Occasion
from domain.refusals import Refusal
from projections.anchors.queries import anchored_size, daily_anchors, periods_to_anchor

logger = structlog.get_logger()
TIMEOUT = 5.0  # seconds
LARGEST = 16 * 1024  # bytes of an answer
LONGEST_PAUSE = 64.0  # seconds before an authority that failed is asked again
LOOKED_AT = 256  # entries after the last anchor, to tell whether there is another than anchors
HEADERS = {"content-type": "application/timestamp-query", "accept": "application/timestamp-reply"}


class Anchoring:
    """Anchors the log when it is due, by what the log says; an authority that does not answer is asked again later."""

    def __init__(self, runtime: Runtime, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._runtime, self._monotonic = runtime, monotonic
        self._url = runtime.settings.timestamp_url
        self._roots = certificates_in(Path(runtime.settings.timestamp_certificates).read_bytes()) if self._url else []
        self._authority = httpx.URL(self._url).raw_host.decode("ascii")
        self._failures, self._not_before = 0, 0.0
        self._position = -1  # of the last anchor recorded here

    async def anchor(self) -> int:
        """Record every anchor that is due, with one time stamp for all of them; answers with how many.

        Does nothing where no authority is configured, or before the read models know of the last anchors.
        """
        if not self._url or self._monotonic() < self._not_before or self._runtime.freshness.overall_position < self._position:
            return 0
        due = await self._due()
        if not due:
            return 0
        try:
            stamped = await self._stamped(await self._runtime.log.head())
            recorded = [await self._recorded(anchors, occasion, stamped) for anchors, occasion in due]
        except (TimeStampInvalid, Refusal, httpx.HTTPError) as error:
            self._pause(f"{error}" or type(error).__name__)
            return 0
        self._failures = 0
        return sum(recorded)

    async def _due(self) -> list[tuple[Anchors, Occasion]]:
        """What the read models say is due. They may be behind: it is decided again, under guards, when it is recorded."""
        reads, now = self._runtime.reads, self._runtime.clock.now()
        looked_at = [
            (found.anchors, occasion_due(found.anchors, found.period, now)) for found in await periods_to_anchor(reads, now)
        ]
        due = [(anchors, occasion) for anchors, occasion in looked_at if occasion]
        if due:
            return due
        anchors = await daily_anchors(reads)
        return [(anchors, Occasion.DAILY)] if daily_due(anchors, now, grown=True) and await self._grown() else []

    async def _grown(self) -> bool:
        """Whether anything but anchors has been recorded since the last anchor."""
        entries = await self._runtime.log.read(await anchored_size(self._runtime.reads), LOOKED_AT)
        return any(not entry.is_of(AnchorRecorded) for entry in entries)

    async def _recorded(self, anchors: Anchors, occasion: Occasion, stamped: VerifiedTimeStamp) -> bool:
        """Whether it was recorded: not so where it is no more due, or somebody was first."""
        period, guards = await self._period(anchors.consultation_id)
        now = self._runtime.clock.now()
        still = occasion_due(anchors, period, now) if period else Occasion.DAILY
        if still != occasion:
            return False
        event = record_anchor(anchors, still, stamped, at=now)
        try:
            self._position = await _append(self._runtime, event, (StreamGuard(anchors.id, anchors.version), *guards))
        except MovedOn:
            return False
        facts = {"size": event.size, "position": self._position, "authority": event.authority}
        logger.info("anchor recorded", occasion=str(occasion), **facts)
        return True

    async def _period(self, consultation_id: UUID) -> tuple[Period | None, tuple[StreamGuard, ...]]:
        """The decision's period as the log has it, and the guard that it stays so; none for the whole log."""
        if consultation_id == WHOLE_LOG:
            return None, ()
        state = await self._runtime.consultation(consultation_id, fresh=True)
        assert state.opens_at is not None
        assert state.closes_at is not None
        period = Period(state.opens_at, state.closes_at, state.period_closed_at is not None, state.ended_at is not None)
        return period, (StreamGuard(consultation_id, state.version),)

    async def _stamped(self, head: Head) -> VerifiedTimeStamp:
        """The authority's stamp over this head, checked. Raises TimeStampInvalid, httpx.HTTPError."""
        checkpoint = Checkpoint(self._runtime.signer.origin, head.size, head.root)
        request = timestamp_request(checkpoint)
        async with httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False) as client:
            response = await client.post(self._url, content=request.as_bytes(), headers=HEADERS)
        if response.status_code != 200 or len(response.content) > LARGEST:
            raise TimeStampInvalid("anchor-malformed", f"it answers {response.status_code}, {len(response.content)} bytes")
        answer = response.content
        stamp = read_timestamp(answer, checkpoint)
        assert_trusted(answer, checkpoint, self._roots, request.nonce)
        return VerifiedTimeStamp(head.size, head.root, self._authority, stamp.at, stamp.accuracy, answer)

    def _pause(self, reason: str) -> None:
        self._failures += 1
        self._not_before = self._monotonic() + min(LONGEST_PAUSE, 2.0 ** min(self._failures, 10))
        logger.warning("time stamp not obtained", authority=self._authority, reason=reason)


async def _append(runtime: Runtime, event: AnchorRecorded, guards: tuple[StreamGuard, ...]) -> int:
    """Nothing of an anchor is sealed, so nothing but its entry is recorded; answers with the position."""
    new = NewEvent(
        event.originator_id,
        event.originator_version,
        event.topic,
        seal(event).state,
        event.timestamp,
        event.consultation_id,
    )
    return (await runtime.log.append(Append((new,), guards))).first_position
