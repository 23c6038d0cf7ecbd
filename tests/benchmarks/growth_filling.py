"""Fills a decision with very many comments, or the register with very many decisions, through the event log in batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, islice
from typing import Any
from uuid import UUID, uuid5

import msgspec
from msgspec.structs import replace

from consult.instance.clock import SystemClock
from consult.work import LogSource
from domain.comment.events import CommentPublished, CommentSubmitted, CommentWithheld
from domain.consultation.events import DecisionStarted
from domain.enumerations import Channel, RespondentKind, WithholdingReason
from domain.event import PUBLIC, Event, moment
from domain.rules import NATIONAL_RULES
from projections.rebuild import rebuild
from tests.benchmarks.rebuild import record
from tests.driving import DAY, DRAFT, OWN, Driver
from tests.projections.random_lives import PREPARATION, RandomLives, _end

AT_ONCE = 1_000  # comments or decisions
LEAST = 10_000  # comments, of which the commands need some
MANY = 20_000  # events
SOME = 2_000  # of each kind that are remembered
NOTE = "含有他人的个人信息，不予公开。"
DAYS = 3_650  # that the period lasts, so that a database that is kept can be measured for long
IN_A_POINT = 500
ARTICLES: tuple[tuple[str, ...], ...] = (("a2",), ("a1", "a2"), (), ("a3",))
CHANNELS = (Channel.WEB, Channel.WEB, Channel.LETTER, Channel.COUNTER)
KINDS = tuple(RespondentKind)


class Filled(msgspec.Struct, frozen=True):
    """A decision with its comments: some of those published, and of those still to be screened, by id."""

    consultation_id: str
    number: str
    actor: str = ""
    published: list[UUID] = []
    awaiting: list[UUID] = []
    point_id: str = ""
    sha256: str = ""
    references: list[str] = []
    points: list[str] = []


class Standing(msgspec.Struct, frozen=True):
    """What a filled database holds: the decision that grows, one that is adopted, and the id of one that is drafted."""

    filled: Filled
    finished: Filled
    drafted: str


def now_on(driver: Driver) -> None:
    """The told clock goes with the machine's from here on, as far as it was told."""
    driver.clock.tell(SystemClock().now())


async def begun(driver: Driver, before: Standing | None = None) -> Standing:
    """A decision that is adopted, one that is drafted, and one open for comment, with 10,000 comments and a point of 500."""
    finished = await finished_decision(driver)
    now_on(driver)
    drafted = await driver.released()
    consultation_id = await driver.opened(text=DRAFT, days=DAYS)
    actor = str((await driver.runtime.staff.person("drafter")).actor.id)
    filled = Filled(consultation_id, await _number(driver, consultation_id), actor)
    await _commented(driver, filled, range(LEAST))
    now_on(driver)
    gathered = filled.published[:IN_A_POINT]
    filled.points.append(await driver.answered(consultation_id, map(str, gathered)))
    del filled.published[:IN_A_POINT]
    return Standing(replace(filled, point_id=filled.points.pop()), finished, drafted)


async def more_comments(driver: Driver, before: Standing, comments: int, more: int) -> Standing:
    """As many more comments as make `more` out of `comments`."""
    await _commented(driver, before.filled, range(comments, more))
    return before


async def more_decisions(driver: Driver, before: Standing, decisions: int, more: int) -> Standing:
    """Decisions without a comment, all but thirty of them over; as many more as make `more` out of `decisions`."""
    lives = RandomLives(1, decisions=more)
    for decision in lives.decisions[decisions:]:
        for chapter in (*PREPARATION, _end) if decision.id > lives.decisions[min(30, more) - 1].id else PREPARATION:
            chapter(lives, decision)
    by_decision = groupby(map(_of_own_division, lives.source.log), lambda event: event.consultation_id)
    await _recorded(driver, [list(events) for _, events in by_decision])
    return before


async def _commented(driver: Driver, filled: Filled, numbers: range) -> None:
    """Nine tenths of the comments are screened, each fiftieth is withheld."""
    consultation_id = UUID(filled.consultation_id)
    for number in numbers:
        some = filled.awaiting if number % 10 == 9 else filled.published
        if (number % 50 != 25 or number % 10 == 9) and len(some) < SOME:
            some.append(comment_id(consultation_id, number))
    await _recorded(driver, _lives(consultation_id, numbers, filled.actor))


async def finished_decision(driver: Driver) -> Filled:
    """A decision with one comment, answered and adopted."""
    consultation_id = await driver.opened(text=DRAFT)
    reference = (await driver.comment(consultation_id, "建议延长夜市营业时间。", "finished")).json()["reference"]
    (waiting,) = await driver.waiting(consultation_id)
    comment = waiting["comment"]["comment_id"]
    await driver.done("drafter", f"/comments/{comment}/publication")
    await driver.close(driver.clock.now() + 31 * DAY)
    point_id = await driver.answered(consultation_id, [comment])
    await driver.feedback(consultation_id, revised=DRAFT)
    await driver.adopted(consultation_id)
    sha256 = await driver.runtime.reads.fetchval(
        "SELECT sha256 FROM read.texts WHERE consultation_id = $1 LIMIT 1", consultation_id
    )
    number = await _number(driver, consultation_id)
    return Filled(consultation_id, number, "", [UUID(comment)], [], point_id, sha256, [reference])


async def _number(driver: Driver, consultation_id: str) -> str:
    number: str = await driver.runtime.reads.fetchval(
        "SELECT number FROM read.consultations WHERE consultation_id = $1", consultation_id
    )
    return number


def _of_own_division(event: Event) -> Event:
    return replace(event, rules=NATIONAL_RULES.name, division=OWN) if isinstance(event, DecisionStarted) else event


def comment_id(consultation_id: UUID, number: int) -> UUID:
    return uuid5(consultation_id, str(number))


async def _recorded(driver: Driver, lives: Iterable[list[Event]]) -> None:
    """Through the event log, and into the read models; very many are quicker put into tables that are made anew.

    `lives`: each all that is sealed under one key.
    """
    runtime, lives = driver.runtime, iter(lives)
    while some := list(chain.from_iterable(islice(lives, AT_ONCE))):
        now_on(driver)
        await record(runtime.log, runtime.sealed, some)
    if (await runtime.log.head()).size - runtime.freshness.overall_position > MANY:
        await rebuild(runtime.database.pool, LogSource(runtime.archive), freshness=runtime.freshness)
    await driver.settle()
    now_on(driver)


def _lives(consultation_id: UUID, numbers: Sequence[int], actor: str) -> Iterator[list[Event]]:
    """The comments of these numbers, each with its fate; seven in ten texts stand alone."""
    at = moment(SystemClock().now())
    for number in numbers:
        common: dict[str, Any] = {"originator_id": comment_id(consultation_id, number), "consultation_id": consultation_id}
        submitted = CommentSubmitted(
            **common,
            originator_version=1,
            timestamp=at,
            actor=PUBLIC,
            channel=CHANNELS[number % 4],
            draft_version=1,
            respondent_kind=KINDS[number % len(KINDS)],
            articles=ARTICLES[number // 3 % 4],
            publish_name=False,
            received_on=None,
            late=False,
            text=f"建议延长夜市营业时间，理由{number * 7 // 10}：" + "附近居民购物不便，夜间消费需求增长。" * 8,
            proposed_wording=None,
            attachments=(),
            file_names=(),
            name=None,
            organisation=None,
            contact=None,
        )
        common |= {"originator_version": 2, "timestamp": at, "actor": actor}
        if number % 10 < 9 and number % 50 == 25:
            yield [
                submitted,
                CommentWithheld(**common, reason=WithholdingReason.PERSONAL_DATA, note="含有他人信息。", public_note=NOTE),
            ]
        elif number % 10 < 9:
            yield [submitted, CommentPublished(**common, name_shown=False)]
        else:
            yield [submitted]
