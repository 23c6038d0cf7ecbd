"""Fills a decision with very many comments, or the register with very many decisions, through the event log in batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID, uuid5

import msgspec
from msgspec.structs import replace

from consult.instance.clock import SystemClock
from domain.comment.events import CommentPublished, CommentSubmitted, CommentWithheld
from domain.consultation.events import DecisionStarted
from domain.enumerations import Channel, RespondentKind, WithholdingReason
from domain.event import PUBLIC, Event, moment
from domain.rules import NATIONAL_RULES
from tests.benchmarks.rebuild import record
from tests.driving import DAY, DRAFT, OWN, Driver
from tests.projections.random_lives import PREPARATION, RandomLives, _end

AT_ONCE = 2_000
IN_A_POINT = 500
ARTICLES: tuple[tuple[str, ...], ...] = (("a2",), ("a1", "a2"), (), ("a3",))
CHANNELS = (Channel.WEB, Channel.WEB, Channel.LETTER, Channel.COUNTER)
KINDS = tuple(RespondentKind)


class Filled(msgspec.Struct, frozen=True):
    """A decision with its comments: some of those published, and of those still to be screened, by id."""

    consultation_id: str
    number: str
    published: list[UUID] = []
    awaiting: list[UUID] = []
    point_id: str = ""
    sha256: str = ""
    references: list[str] = []
    points: list[str] = []


def now_on(driver: Driver) -> None:
    """The told clock goes with the machine's from here on, as far as it was told."""
    driver.clock.tell(SystemClock().now())


async def comments_filled(driver: Driver, comments: int) -> Filled:
    """A decision open for comment, nine tenths screened (each fiftieth withheld), with one point that gathers 500."""
    now_on(driver)
    consultation_id = await driver.opened(text=DRAFT)
    actor = (await driver.runtime.staff.person("drafter")).actor.id
    published: list[UUID] = []
    awaiting: list[UUID] = []
    for start in range(0, comments, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, comments))
        await _recorded(driver, list(_lives(UUID(consultation_id), numbers, str(actor))))
        for number in numbers:
            kept = awaiting if number % 10 == 9 else published
            if (number % 50 != 25 or number % 10 == 9) and len(kept) < 2_000:
                kept.append(comment_id(UUID(consultation_id), number))
        await driver.settle()
    now_on(driver)
    point_id = await driver.answered(consultation_id, map(str, published[:IN_A_POINT]))
    row = await _number(driver, consultation_id)
    return Filled(consultation_id, row, published[IN_A_POINT:], awaiting, point_id)


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
    return Filled(consultation_id, await _number(driver, consultation_id), [UUID(comment)], [], point_id, sha256, [reference])


async def _number(driver: Driver, consultation_id: str) -> str:
    number: str = await driver.runtime.reads.fetchval(
        "SELECT number FROM read.consultations WHERE consultation_id = $1", consultation_id
    )
    return number


async def decisions_filled(driver: Driver, decisions: int) -> None:
    """Decisions without a comment, all but thirty of them over."""
    lives = RandomLives(1, decisions=decisions)
    for decision in lives.decisions:
        for chapter in (*PREPARATION, _end) if decision.id > lives.decisions[min(30, decisions) - 1].id else PREPARATION:
            chapter(lives, decision)
    log = [_of_own_division(event) for event in lives.source.log]
    for start in range(0, len(log), AT_ONCE):
        await _recorded(driver, log[start : start + AT_ONCE])
        await driver.settle()


def _of_own_division(event: Event) -> Event:
    return replace(event, rules=NATIONAL_RULES.name, division=OWN) if isinstance(event, DecisionStarted) else event


def comment_id(consultation_id: UUID, number: int) -> UUID:
    return uuid5(consultation_id, str(number))


async def _recorded(driver: Driver, events: Sequence[Event]) -> None:
    now_on(driver)
    await record(driver.runtime.log, driver.runtime.sealed, events)


def _lives(consultation_id: UUID, numbers: Sequence[int], actor: str) -> Iterator[Event]:
    """The comments of these numbers, each with its fate; seven in ten texts stand alone."""
    at = moment(SystemClock().now())
    for number in numbers:
        common: dict[str, Any] = {"originator_id": comment_id(consultation_id, number), "consultation_id": consultation_id}
        yield CommentSubmitted(
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
            yield CommentWithheld(**common, reason=WithholdingReason.PERSONAL_DATA, note="含有他人信息。", public_note=None)
        elif number % 10 < 9:
            yield CommentPublished(**common, name_shown=False)
