"""A real draft, real messages as comments, real replies as reasons: a decision's whole life over HTTP by many clients."""

from __future__ import annotations

import asyncio
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.driving import DAY, Driver
from tests.serving import served
from web.app import create_app

CLIENTS = 32
SAMPLE = 300


@dataclass
class RealRun:
    """What was sent, and what came of it."""

    consultation_id: str = ""
    sent: dict[str, str] = field(default_factory=dict)
    receipts: dict[str, dict[str, Any]] = field(default_factory=dict)
    late: int = 0
    repeated: int = 0
    pages: int = 0


def messages(data: Path, count: int | None) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Messages with the office's reply, then those without, `count` of them in all (None: every one)."""
    replied, plain = (
        [json.loads(line) for line in (data / name).read_text("utf-8").splitlines() if line]
        for name in ("messages_with_replies.jsonl", "messages.jsonl")
    )
    if count is not None:
        replied, plain = replied[: count // 2], plain[: count - count // 2]
    return replied, plain


def as_stored(text: str) -> str:
    """A text as it must come back: LF and NFC, otherwise code point for code point."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


async def live(driver: Driver, data: Path, count: int | None, sample: int = SAMPLE) -> RealRun:
    """Carry out the whole run."""
    run = RealRun()
    replied, plain = messages(data, count)
    texts = [message["text"] for message in [*replied, *plain]]
    draft = (data / "drafts" / "青岛市燃气管理条例(2022-01-21).md").read_text("utf-8")
    run.consultation_id = await driver.opened(days=2, text=draft)
    async with served(create_app(driver.runtime)) as address, httpx.AsyncClient(base_url=address, timeout=60) as client:
        in_process, driver.client = driver.client, client
        await send(driver, run, texts)
        driver.clock.tell(driver.clock.now() + 2 * DAY)
        await send_late(driver, run, texts[:20])
        await driver.close(driver.clock.now())
        published = await screen(driver, run)
        await answer(driver, run, replied[:sample], published)
        await finish(driver, run, draft)
        await read_pages(driver, run)
        driver.client = in_process
    return run


async def send(driver: Driver, run: RealRun, texts: Sequence[str]) -> None:
    """All texts, by 32 clients at once; every tenth is sent twice with the same key."""
    queue = asyncio.Queue[tuple[str, str]]()
    for number, text in enumerate(texts):
        key = f"real-{number}"
        run.sent[key] = as_stored(text)
        queue.put_nowait((key, text))
        if number % 10 == 0:
            queue.put_nowait((key, text))

    async def client() -> None:
        while not queue.empty():
            key, text = queue.get_nowait()
            response = await driver.comment(run.consultation_id, text, key)
            assert response.status_code == 201, response.text
            receipt = response.json()
            first = run.receipts.setdefault(key, receipt)
            run.repeated += first is not receipt
            assert first["reference"] == receipt["reference"]

    await asyncio.gather(*(client() for _ in range(CLIENTS)))


async def send_late(driver: Driver, run: RealRun, texts: Sequence[str]) -> None:
    for number, text in enumerate(texts):
        response = await driver.comment(run.consultation_id, text, f"late-{number}")
        assert response.status_code == 409, response.text
        run.late += 1


async def screen(driver: Driver, run: RealRun) -> list[str]:
    """Publish all but every fiftieth, which is withheld; answers with the ids of the published, in order of number."""
    published: list[str] = []
    while waiting := await driver.waiting(run.consultation_id):
        limit = asyncio.Semaphore(CLIENTS)
        await asyncio.gather(*(screened(driver, limit, item["comment"]) for item in waiting))
        published += [item["comment"]["comment_id"] for item in waiting if item["comment"]["number"] % 50]
    return published


async def screened(driver: Driver, limit: asyncio.Semaphore, comment: dict[str, Any]) -> None:
    path = f"/comments/{comment['comment_id']}"
    async with limit:
        if comment["number"] % 50 == 0:
            response = await driver.desk("drafter", f"{path}/withholding", reason="personal_data", note="涉及他人个人信息")
        else:
            response = await driver.desk("drafter", f"{path}/publication")
    assert response.status_code == 201, response.text


async def answer(driver: Driver, run: RealRun, replied: Sequence[dict[str, Any]], published: Sequence[str]) -> None:
    """One point with the office's real reply for each of the sample, groups of a thousand for the rest."""
    by_text = {text: key for key, text in run.sent.items()}
    left = dict.fromkeys(published)
    ids = {
        key: await comment_id(driver, receipt)
        for key, receipt in list(run.receipts.items())
        if key in sample_keys(by_text, replied)
    }
    for message in replied:
        found = ids.get(by_text[as_stored(message["text"])])
        if found in left:
            reason = message["reply"][:9000].ljust(10, "。")
            kind = {"kind": "noted", "reason_kind": "other", "reason": reason}
            await driver.answered(run.consultation_id, [found], **kind)
            del left[found]
    refused = None
    rest = list(left)
    while rest:
        group, rest = rest[:1000], rest[1000:]
        if refused is None:
            refused = await gate(driver, run)
            assert refused == "AnswersIncomplete"
            await draft_feedback(driver, run)
        await driver.answered(
            run.consultation_id, group, kind="adopted", reason="采纳，并修改有关条款。", articles_changed=["a2"]
        )


def sample_keys(by_text: dict[str, str], replied: Sequence[dict[str, Any]]) -> set[str]:
    return {by_text[as_stored(message["text"])] for message in replied}


async def comment_id(driver: Driver, receipt: dict[str, Any]) -> str:
    (entry,) = await driver.runtime.log.read(receipt["position"], 1)
    return str(entry.originator_id)


async def draft_feedback(driver: Driver, run: RealRun) -> None:
    words = {"asked": "问", "heard": "说", "did": "做"}
    await driver.done("drafter", f"/consultations/{run.consultation_id}/feedback", text=words)


async def gate(driver: Driver, run: RealRun) -> str:
    """What the coverage gate says now."""
    root = f"/consultations/{run.consultation_id}/feedback"
    await draft_feedback(driver, run)
    await driver.done("releaser", f"{root}/sign-off")
    await driver.settle()
    return str((await driver.desk("releaser", f"{root}/publication")).json()["rule"])


async def finish(driver: Driver, run: RealRun, draft: str) -> None:
    changed = draft.replace("第二条 ", "第二条 依法并且公开，", 1)
    assert changed != draft
    await driver.feedback(run.consultation_id, changed)
    await driver.adopted(run.consultation_id, changed)


async def read_pages(driver: Driver, run: RealRun) -> None:
    """Every public page of the decision, all pages of its register and history, in both languages."""
    view = (await driver.client.get(f"/api/v1/consultations/{run.consultation_id}")).json()
    root = f"/consultations/{view['number']}"
    comments = [f"{root}/comments?after={after}" for after in range(0, len(run.sent), 50)]
    single = [f"{root}{part}" for part in ("", "/draft", "/feedback", "/comparison", "/adoption", "/history", "/articles/a2")]
    for path in ["/", "/consultations", *single, *comments]:
        for prefix in ("", "/en"):
            response = await driver.client.get(prefix + path)
            assert response.status_code == 200, path
            run.pages += 1
