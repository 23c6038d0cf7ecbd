"""Who may comment on a decision now. Levels are kept in this process and shared with the others once a second.

How closely several processes agree: each decides on what all of them had let in a second ago, and on what it has let in itself
since. So a network that spreads over n processes gets at most n times its burst in, within one second; what is too much is
on its level from then on, and has to sink before anything more comes in. In the long run the rates are exact. Efforts (proof of
work, waited tickets) are used up in PostgreSQL, exactly once. Counts of refusals are added up there; a process that is killed
loses those of its last second.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import date
from math import ceil
from uuid import UUID

import structlog

from consult.admission import Level
from consult.runtime import Runtime
from domain.calendar import local_date
from web.admission.efforts import WAIT, Effort, Efforts
from web.admission.levels import Key, Levels, Rule
from web.admission.refusals import EffortNeeded, NotAdmitted, TooManyComments

logger = structlog.get_logger()
SHARED_EVERY = 1.0  # seconds
BUSY = 0.1  # of a network's burst
CALM = 0.5  # of what makes an attack
REFUSALS_A_SECOND = 500
LONGEST_TURN = 10.0  # seconds
KEPT_PAGES = b"kept pages"  # in place of a decision


class Admission:
    """One for each process."""

    def __init__(self, runtime: Runtime) -> None:
        settings, self._runtime, self._clock = runtime.settings, runtime, runtime.clock
        self.efforts = Efforts(runtime)
        self.network_rule = Rule(settings.comment_burst, settings.comment_rate / 60, 10 * settings.comment_burst)
        self.decision_rule = Rule(settings.attack_burst, settings.attack_rate / 60, 2 * settings.attack_burst)
        self.refused = Counter[str]()  # by reason, since the start of this process
        self._levels = Levels()
        self._attacked: set[UUID] = set()
        self._to_count = Counter[tuple[UUID, date, str]]()
        self._next_turn = 0.0
        self._sharing: asyncio.TimerHandle | asyncio.Task[None] | None = None

    def under_attack(self, consultation_id: UUID, now: float | None = None) -> bool:
        """Whether this decision gets more comments than people write; so until their level has sunk by half."""
        size = self.decision_rule.size
        level = self._levels.level((consultation_id.bytes, ""), now or self._now())
        if size and level >= size:
            self._attacked.add(consultation_id)
        elif level <= size * CALM:
            self._attacked.discard(consultation_id)
        return consultation_id in self._attacked

    @property
    def attacks(self) -> int:
        """How many decisions are under attack."""
        return sum(self.under_attack(each) for each in list(self._attacked))

    def busy(self, consultation_id: UUID, network: str) -> bool:
        """Whether much comes in from this network, or for this decision."""
        level = self._levels.level((consultation_id.bytes, network), self._now())
        return level > BUSY * self.network_rule.size > 0 or self.under_attack(consultation_id)

    def admit_plain(self, consultation_id: UUID, network: str) -> NotAdmitted | None:
        """As `admit`, for a comment that brings no effort."""
        now = self._now()
        if self.under_attack(consultation_id, now):
            return self.refuse(consultation_id, self._effort_needed(consultation_id, ""))
        return self._let_in(consultation_id, network, 1.0, now)

    def _let_in(self, consultation_id: UUID, network: str, cost: float, now: float) -> NotAdmitted | None:
        if refusal := self._full(consultation_id, network, cost, now):
            return refusal
        self._levels.add((consultation_id.bytes, network), self.network_rule, cost, now)
        self._levels.add((consultation_id.bytes, ""), self.decision_rule, 1.0, now)
        self._share_soon()
        return None

    async def admit(self, consultation_id: UUID, network: str, effort: Effort, key: str) -> NotAdmitted | None:
        """Let one comment in, or answer why not. `key`: idempotency key: an effort serves the same comment however often sent."""
        now = self._now()
        if not self.under_attack(consultation_id, now):
            return self._let_in(consultation_id, network, 1.0, now)
        made = self.efforts.verified(consultation_id, effort, self._clock.now())
        if made is None:
            return self.refuse(consultation_id, self._effort_needed(consultation_id, effort.ticket))
        if refusal := self._full(consultation_id, network, made.cost, now):
            return refusal
        used_for = self._runtime.sealed.key.mac("effort", consultation_id.bytes, key.encode("utf-8", "replace"))
        if not await self._runtime.admission.use(made.id, used_for):
            return self.refuse(consultation_id, self._effort_needed(consultation_id, ""))
        return self._let_in(consultation_id, network, made.cost, now)

    def admit_files(self, consultation_id: UUID, network: str, cost: float) -> NotAdmitted | None:
        """Let files in that wait to be sent with a comment, or answer why not."""
        now = self._now()
        if refusal := self._full(consultation_id, network, cost, now):
            return refusal
        self._levels.add((consultation_id.bytes, network), self.network_rule, cost, now)
        self._share_soon()
        return None

    def may_keep_page(self, network: str) -> bool:
        """Whether another answer to a form of this network may be kept for an hour: as many as it may send comments, apart from
        them. Where not, nobody is refused: the answer is given at once."""
        now = self._now()
        if self._levels.seconds_until((KEPT_PAGES, network), self.network_rule, 1.0, now):
            return False
        self._levels.add((KEPT_PAGES, network), self.network_rule, 1.0, now)
        self._share_soon()
        return True

    def refuse(self, consultation_id: UUID, refusal: NotAdmitted) -> NotAdmitted:
        """Count the refusal."""
        self.refused[refusal.reason] += 1
        self._to_count[consultation_id, local_date(self._clock.now()), refusal.reason] += 1
        self._share_soon()
        return refusal

    async def wait_to_refuse(self) -> None:
        """Wait for one's turn to be told a refusal: however many there are, most of the process's time is left to the others."""
        now = asyncio.get_running_loop().time()
        turn = self._next_turn
        self._next_turn = min(max(turn, now) + 1 / REFUSALS_A_SECOND, now + LONGEST_TURN)
        if turn > now:
            await asyncio.sleep(turn - now)

    def _effort_needed(self, consultation_id: UUID, ticket: str) -> EffortNeeded:
        age = self.efforts.age(consultation_id, ticket, self._clock.now())
        left = ceil(WAIT - age) if age is not None and age < WAIT else WAIT
        return EffortNeeded(seconds=left, challenge=f"/api/v1/consultations/{consultation_id}/challenge")

    def _full(self, consultation_id: UUID, network: str, cost: float, now: float) -> NotAdmitted | None:
        seconds = self._levels.seconds_until((consultation_id.bytes, network), self.network_rule, cost, now)
        return self.refuse(consultation_id, TooManyComments(seconds=ceil(seconds))) if seconds else None

    def _now(self) -> float:
        return self._clock.now().timestamp()

    def _share_soon(self) -> None:
        if self._sharing is None:
            loop = asyncio.get_running_loop()
            self._sharing = loop.call_later(SHARED_EVERY, self._begin_sharing)

    def _begin_sharing(self) -> None:
        self._sharing = asyncio.get_running_loop().create_task(self._shared_in_time())

    async def _shared_in_time(self) -> None:
        try:
            await self.share()
        except Exception as failure:  # the database is away: comments say so themselves, and nothing is lost here
            logger.warning("admission not shared", error=type(failure).__name__)
        finally:
            self._sharing = None
        if self._to_count:
            self._share_soon()

    async def close(self) -> None:
        """Share what is left, when the process ends."""
        if self._sharing is not None:
            self._sharing.cancel()
        await self._shared_in_time()

    async def share(self) -> None:
        """Tell the other processes, through PostgreSQL, what was let in here, and learn what they have; count refusals."""
        to_count, self._to_count = self._to_count, Counter()
        try:
            await self._runtime.admission.count(to_count)
        except BaseException:
            self._to_count.update(to_count)
            raise
        await self._share_levels()

    async def _share_levels(self) -> None:
        added = {self._mac(key): (key, rule, cost) for key, rule, cost in self._levels.not_shared()}
        levels = [Level(mac, cost, rule.drained, rule.most) for mac, (_, rule, cost) in added.items()]
        now = self._now()
        try:
            found = await self._runtime.admission.share(levels)
        except BaseException:
            self._levels.not_shared_after_all(added.values())
            raise
        for mac, level in found.items():
            self._levels.shared(added[mac][0], level, now)
        self._levels.tidy(now)

    def _mac(self, key: Key) -> bytes:
        return self._runtime.sealed.key.mac("admission", key[0], key[1].encode())
