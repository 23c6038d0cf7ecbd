"""Driving the whole program in a test: a runtime on a told clock, its app, and people who act through the API."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx

from consult.commands.comment.text_marks import mark_texts
from consult.database import Database
from consult.instance.clock import ToldClock
from consult.instance.settings import Settings
from consult.opening import runtime_on
from consult.runtime import Runtime
from consult.staff.register import NameTaken
from consult.work import LogSource
from consult.work.closing import close_due_periods, close_due_questionnaires, count_closed_questionnaires
from domain.access import Role
from domain.calendar import local_date
from domain.enumerations import WaivableStep
from domain.values import Division
from projections.catch_up import catch_up
from tests.browsing import FormClient
from tests.log_checker import check_log
from tests.materials import MATERIALS as MATERIALS
from web.app import create_app
from web.page_cache import PageCache

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
OWN, OTHER = Division("market", "市场建设处"), Division("ports", "口岸处")
PEOPLE = {
    "drafter": (OWN, [Role.DRAFTER, Role.ANSWERER, Role.SCREENER, Role.REGISTRAR]),
    "reviewer": (OWN, [Role.REVIEWER, Role.SCREENER]),
    "releaser": (OWN, [Role.RELEASER]),
    "second": (OWN, [Role.RELEASER, Role.SCREENER]),
    "outsider": (OTHER, list(Role)),
    "administrator": (OWN, [Role.ADMINISTRATOR]),
}
DRAFT = (
    "# 夜间经济办法\n\n第一条 为了促进夜间经济，制定本办法。\n\n第二条 夜市营业至二十三时。\n\n第三条 本办法自公布之日起施行。\n"
)
MINUTES = {
    "attendees": ["孙局长", "何副局长"],
    "views": "何副局长主张二十三时收市。",
    "dissents": [{"member": "何副局长", "view": "居民区周边一律二十三时收市，貔貅路尤其如此。"}],
    "decision": "通过。",
}
DAY = timedelta(days=1)
NO_LIMITS = {"comment_burst": 0, "attack_burst": 0}
"""Settings of a load, which comes from one address and is no flood."""
UNASKED = ContextVar("UNASKED", default=False)
"""Whether nobody may wait for the read models."""


def without_marks(html: str) -> str:
    """An English page without the elements that mark its Chinese words, so that a sentence is found in one piece."""
    return html.replace('<span lang="zh-CN">', "").replace("</span>", "")


class Driver:
    """`client` speaks to the app; `desk` acts for a person; `settle` lets the work role do what it has to.

    Whoever waits for the read models lets them catch up at once, as the work role beside him would.
    """

    def __init__(
        self, runtime: Runtime, clock: ToldClock, client: httpx.AsyncClient, tokens: dict[str, str], cache: PageCache
    ) -> None:
        self.runtime, self.clock, self.client, self.tokens, self.cache = runtime, clock, client, tokens, cache
        self.keys = itertools.count(1)
        self._settling = asyncio.Lock()
        self._reached, runtime.freshness.wait_until = runtime.freshness.wait_until, self._asked  # type: ignore[method-assign]

    async def desk(self, person: str, path: str, key: str | None = None, **command: Any) -> httpx.Response:
        """`files` among the fields: name and content of each, sent beside the command."""
        headers = {"authorization": f"Bearer {self.tokens[person]}"} | ({"idempotency-key": key} if key else {})
        files = [("files", file) for file in command.pop("files", ())]
        if not files:
            return await self.client.post(f"/api/v1/desk{path}", json=command, headers=headers)
        parts = [("command", (None, json.dumps(command))), *files]
        return await self.client.post(f"/api/v1/desk{path}", files=parts, headers=headers)

    async def done(self, person: str, path: str, **command: Any) -> dict[str, Any]:
        """As `desk`, where nothing else than success will do; sent twice with one key, it is carried out once.

        The second time it is answered from the record, although the read models lag.
        """
        await self.settle()
        return await self.carried_out(person, path, **command)

    async def carried_out(self, person: str, path: str, **command: Any) -> dict[str, Any]:
        """As `done`, for a command that is decided on the log alone."""
        key = f"driver-{next(self.keys)}"
        response = await self.desk(person, path, key, **command)
        with self.read_models_unasked():
            again = await self.desk(person, path, key, **command)
        assert response.status_code == 201, response.text
        answer: dict[str, Any] = response.json()
        assert again.json() == answer | {"repeated": True}, again.text
        return answer

    async def settle(self) -> None:
        """The read models reach the end of the log."""
        runtime = self.runtime
        async with self._settling:
            if (await runtime.log.head()).size - 1 > runtime.freshness.overall_position:
                await catch_up(runtime.database.pool, LogSource(runtime.archive), freshness=runtime.freshness)
            await mark_texts(runtime)

    @contextmanager
    def read_models_unasked(self) -> Iterator[None]:
        """Whoever waits for the read models in here fails."""
        before = UNASKED.set(True)
        try:
            yield
        finally:
            UNASKED.reset(before)

    async def _asked(self, position: int, timeout: float = 5.0) -> bool:
        assert not UNASKED.get(), f"waited for the read models to reach {position}"
        if self.runtime.freshness.overall_position < position:
            await self.settle()
        return await self._reached(position, timeout)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """The work role keeps the read models up to date, beside whatever is done meanwhile."""
        working = asyncio.create_task(self._work())
        try:
            yield
        finally:
            working.cancel()
            with suppress(asyncio.CancelledError):
                await working

    async def _work(self) -> None:
        while True:
            await self.settle()
            await asyncio.sleep(0.05)  # whoever waits for the read models does not wait for this

    async def close(self, at: datetime) -> None:
        """Let the period end, and the clock process seal it."""
        await self.settle()
        self.clock.tell(at + timedelta(seconds=6))
        assert await close_due_periods(self.runtime) == 1
        await close_due_questionnaires(self.runtime)
        await self.settle()
        await count_closed_questionnaires(self.runtime)
        await self.settle()

    async def check(self) -> int:
        """The log checker over everything recorded."""
        return await check_log(self.runtime.database.pool, self.runtime.signer.verification_key, self.runtime.sealed)

    async def released(self, text: str = DRAFT, **matter: Any) -> str:
        """A decision drafted, reviewed and released; its id."""
        fields = {
            "title": "关于促进夜间经济的若干措施",
            "division": {"id": OWN.id, "name": OWN.name},
            "matter_kind": "public_policy",
            "decision_organ": "市商务局",
            "proposer": "市场建设处",
        }
        started = await self.carried_out("drafter", "/consultations", **fields | matter)
        root = f"/consultations/{started['id']}"
        await self.carried_out("drafter", f"{root}/drafts", text=text)
        await self.carried_out("drafter", f"{root}/materials", **MATERIALS)
        await self.carried_out("drafter", f"{root}/review-requests")
        for kind in ("legality", "secrecy", "editorial"):
            await self.carried_out("reviewer", f"{root}/reviews", kinds=[kind], result="passed")
        await self.carried_out("releaser", f"{root}/release")
        await self.settle()
        return str(started["id"])

    async def opened(self, days: int = 31, **options: Any) -> str:
        """A decision open for comment from now on."""
        consultation_id = await self.released(**options)
        closes_at = (self.clock.now() + days * DAY).isoformat()
        reason = "因报备时限要求，缩短征求意见期限。" if days < 30 else None
        await self.done(
            "releaser", f"/consultations/{consultation_id}/publication", closes_at=closes_at, shortening_reason=reason
        )
        await self.settle()
        return consultation_id

    async def comment(self, consultation_id: str, text: str, key: str | None = None, **fields: Any) -> httpx.Response:
        body = {"respondent": {"kind": "individual"}, "text": text, **fields}
        headers = {"idempotency-key": key} if key else {}
        return await self.client.post(f"/api/v1/consultations/{consultation_id}/comments", json=body, headers=headers)

    async def waiting(self, consultation_id: str, limit: int = 1000) -> list[dict[str, Any]]:
        await self.settle()
        headers = {"authorization": f"Bearer {self.tokens['drafter']}"}
        address = f"/api/v1/desk/consultations/{consultation_id}/awaiting?limit={limit}"
        found: list[dict[str, Any]] = (await self.client.get(address, headers=headers)).json()
        return found

    async def answered(self, consultation_id: str, comment_ids: Iterable[str], **disposition: Any) -> str:
        """A point that gathers these comments and answers them; its id."""
        root = f"/consultations/{consultation_id}/points"
        point = await self.done(
            "drafter", root, summary="建议延长夜市营业时间。", articles=["a2"], comment_ids=list(comment_ids)[:1000]
        )
        answer = {"kind": "not_adopted", "reason_kind": "policy_choice", "reason": "兼顾居民休息，维持二十三时。"} | disposition
        await self.done("drafter", f"/points/{point['id']}/disposition", disposition=answer)
        return str(point["id"])

    async def feedback(self, consultation_id: str, revised: str | None = None, accepted: Iterable[str] = ()) -> None:
        root = f"/consultations/{consultation_id}/feedback"
        words = {"asked": "夜市营业时间。", "heard": "希望延长营业时间。", "did": "作了研究。"}
        await self.done("drafter", root, text=words, revised=revised)
        await self._signed_off(consultation_id, f"{root}/sign-off", accepted)
        await self.done("releaser", f"{root}/publication")
        await self.settle()

    async def _signed_off(self, consultation_id: str, path: str, accepted: Iterable[str]) -> None:
        """With open eyes: whatever there is to be warned of has been looked at."""
        seen = [str(point.id) for point in await self.runtime.archive.points(UUID(consultation_id))]
        await self.done("releaser", path, contradictions_accepted=list(accepted), blanket_seen=seen)

    async def letter(self, consultation_id: str, text: str, received_on: str = "2026-03-10", **fields: Any) -> str:
        """A letter registered and published; its id."""
        body = {"channel": "letter", "received_on": received_on, "respondent": {"kind": "individual"}, "text": text, **fields}
        found = str((await self.done("drafter", f"/consultations/{consultation_id}/comments", **body))["id"])
        await self.done("drafter", f"/comments/{found}/publication")
        return found

    async def supplemented(self, consultation_id: str, accepted: Iterable[str] = ()) -> None:
        """Everything answered since the feedback is published."""
        root = f"/consultations/{consultation_id}/supplement"
        await self.done("drafter", root, text="来信在收发室压下，现补充答复。")
        await self._signed_off(consultation_id, f"{root}/sign-off", accepted)
        await self.done("releaser", f"{root}/publication")
        await self.settle()

    async def adopted(self, consultation_id: str, text: str = DRAFT, outstanding_reason: str | None = None) -> None:
        """Reviewed for its seven working days, deliberated and published."""
        received = local_date(self.clock.now()).isoformat()
        self.clock.advance(14 * DAY)
        root, today = f"/consultations/{consultation_id}", local_date(self.clock.now()).isoformat()
        await self.excused(consultation_id)
        await self.done("reviewer", f"{root}/fair-competition-review", passed=True, opinion="不具有排除、限制竞争的内容。")
        legality = {"result": "lawful", "file_received_on": received, "reviewer": "法规处", "opinion": "权限、程序、内容合法。"}
        await self.done("reviewer", f"{root}/legality-review", **legality)
        await self.done("releaser", f"{root}/deliberation", result="passed", met_on=today, meeting="局长办公会", minutes=MINUTES)
        dates = {"issued_on": today, "published_on": today, "effective_on": today}
        number = {"document_number": "海商规〔2026〕1号", "opinions_note": "意见已逐条研究答复。"}
        await self.done("drafter", f"{root}/adoption", text=text, **dates, **number)
        await self.done("releaser", f"{root}/adoption/publication", outstanding_reason=outstanding_reason)
        await self.settle()

    async def excused(self, consultation_id: str) -> None:
        """It is recorded that experts, risk, poll and enterprises are not required, unless that was said, or it was done."""
        state = await self.runtime.archive.consultation(UUID(consultation_id))
        done: dict[WaivableStep, object] = {
            WaivableStep.EXPERT_REVIEW: state.expert_review,
            WaivableStep.RISK_ASSESSMENT: state.risk,
        }
        done |= {WaivableStep.OPINION_POLL: state.polled or None, WaivableStep.ENTERPRISES: state.enterprises_heard or None}
        for step in [step for step, found in done.items() if found is None and step not in state.waived]:
            path = f"/consultations/{consultation_id}/waivers"
            await self.done("releaser", path, step=step.value, reason="不涉及专业技术问题，也没有不利影响。")


@asynccontextmanager
async def driving(database: Database, folder: Path, **more: Any) -> AsyncIterator[Driver]:
    """A driver over an in-process app on this database; `more`: further settings."""
    clock = ToldClock(START)
    settings = Settings(data_dir=folder, origin="consult.example/log/test", public_url="http://consult.example", **more)
    runtime = runtime_on(database, settings, clock)
    await catch_up(database.pool, LogSource(runtime.archive), freshness=runtime.freshness)
    tokens = {}
    for name, (division, roles) in PEOPLE.items():
        with suppress(NameTaken):  # in a database that was filled before
            await runtime.staff.add(name, division, roles)
        tokens[name] = await runtime.staff.token(name)
    cache = create_app(runtime)
    transport = httpx.ASGITransport(app=cache)
    async with FormClient(transport=transport, base_url="http://consult.example") as client:
        yield Driver(runtime, clock, client, tokens, cache)
    await runtime.packs.close()
