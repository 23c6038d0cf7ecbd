"""The demonstration's people, and its script: acts, each at its moment."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from importlib.resources import files
from typing import Any
from uuid import UUID

import msgspec

from consult.commands.recording import Done, Run
from consult.runtime import Runtime
from consult.work.source import LogSource
from domain.access import Actor, Role
from domain.enumerations import Channel, GrievanceChannel, RespondentKind, WithholdingReason
from projections.catch_up import catch_up

MARKET = ("market", "市场建设处")
SERVICE = ("service", "服务业处")
PEOPLE = {
    "经办王敏": (MARKET, [Role.DRAFTER, Role.ANSWERER, Role.SCREENER, Role.REGISTRAR]),
    "审核李强": (MARKET, [Role.REVIEWER, Role.SCREENER]),
    "签发张岚": (MARKET, [Role.RELEASER]),
    "经办周宁": (SERVICE, [Role.DRAFTER, Role.ANSWERER, Role.SCREENER, Role.REGISTRAR]),
    "审核吴越": (SERVICE, [Role.REVIEWER, Role.SCREENER]),
    "签发孙捷": (SERVICE, [Role.RELEASER]),
    "管理郑洁": (("office", "办公室"), [Role.ADMINISTRATOR]),
}
EMAILS = {
    "经办王敏": "wangmin@haizhou.example",
    "审核李强": "liqiang@haizhou.example",
    "签发张岚": "zhanglan@haizhou.example",
    "经办周宁": "zhouning@haizhou.example",
    "审核吴越": "wuyue@haizhou.example",
    "签发孙捷": "sunjie@haizhou.example",
    "管理郑洁": "zhengjie@haizhou.example",
}


class DemoGrievance(msgspec.Struct, frozen=True, kw_only=True):
    """Why a comment is no opinion, to whom it is handed, what its author is told, and what he is answered."""

    reason: str
    to: GrievanceChannel
    organ: str
    told: str
    answer: str


class DemoComment(msgspec.Struct, frozen=True, kw_only=True):
    kind: RespondentKind
    name: str | None
    publish_name: bool
    organisation: str | None
    articles: tuple[int, ...]
    text: str
    proposed_wording: str | None
    channel: Channel
    points: tuple[str, ...]
    withheld: WithholdingReason | None = None
    redacted: str | None = None
    grievance: DemoGrievance | None = None
    email: str | None = None


class DemoTexts(msgspec.Struct, frozen=True):
    comments: tuple[DemoComment, ...] = ()
    points: dict[str, dict[str, Any]] = {}


Act = Callable[[], Awaitable[object]]


class Stage:
    """The runtime, its people, and the acts to come, each at its moment."""

    def __init__(self, runtime: Runtime, actors: dict[str, Actor]) -> None:
        self.runtime = runtime
        self.actors = actors
        self.acts: list[tuple[datetime, int, Act]] = []
        self.steps = 0
        self.comment_ids: dict[str, dict[int, UUID]] = {}
        self.grievance_ids: dict[tuple[str, int], UUID] = {}

    def at(self, moment: datetime, act: Act) -> None:
        """Let `act` happen at `moment`; acts of one moment keep their order."""
        self.acts.append((moment, len(self.acts), act))

    async def catch_up(self) -> None:
        runtime = self.runtime
        await catch_up(runtime.database.pool, LogSource(runtime.archive), freshness=runtime.freshness)

    async def do(self, person: str, run: Run, command: msgspec.Struct) -> Done:
        """A person carries out a command, on read models that are up to date."""
        self.steps += 1
        await self.catch_up()
        return await run(self.runtime, self.actors[person], command, f"demo-{self.steps}")


def text(name: str) -> str:
    return (files("consult.demo") / "texts" / name).read_text("utf-8")


def texts(name: str) -> DemoTexts:
    return msgspec.json.decode(text(f"{name}.json"), type=DemoTexts)


def spread(start: datetime, end: datetime, count: int) -> list[datetime]:
    """`count` moments between start and end, evenly."""
    step = (end - start) / (count + 1)
    return [start + step * number for number in range(1, count + 1)]
