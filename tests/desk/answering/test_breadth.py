"""Blanket answers at the sign-off: the figures and what is drawn stand beside each answer, and each warning has to be ticked."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

import pytest

from tests.desk.answering.closed import closed
from tests.desk.answering.test_feedback import TEXT
from tests.desk.answering.test_points import words
from tests.desking import at_desk, errors_in
from tests.driving import Driver

pytestmark = pytest.mark.anyio
KINDS = ("噪声太大", "垃圾没人清", "收费太高", "占了车道")
GRIEVANCES = [f"第{number}号摊位夜市{KINDS[number % 4]}。" for number in range(24)]
SENTENCE = "感谢您的意见，我们将认真研究，予以参考。"


async def test_one_sentence_for_everything_is_signed_with_open_eyes_or_not_at_all(driver: Driver) -> None:
    decision, ids = await closed(driver, GRIEVANCES)
    point = await driver.answered(decision, ids, kind="noted", reason_kind="other", reason=SENTENCE)
    root = f"/desk/consultations/{decision}"
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    await drafter.done(f"{root}/feedback", **TEXT)
    page = words(await releaser.page(f"{root}/feedback/sign-off"))
    for said in ("一个答复对应24条意见、24种不同内容", "超过全部已答复意见的一半", "理由没有提到", "24种内容"):
        assert said in page, said
    assert "抽取的不同内容（5种）" in page
    assert [f"第{number}号意见" in page for number in await drawn(driver, decision, point)] == [True] * 5
    refused = await releaser.send(f"{root}/feedback/sign-off")
    assert refused.status_code == 422
    assert errors_in(refused.text)[0].startswith("以下要点的答复可能笼统，看过并确认后才能审签，或者退回修改：要点1。")
    unseen = await driver.desk("releaser", f"/consultations/{decision}/feedback/sign-off")
    assert (unseen.status_code, unseen.json()["rule"]) == (409, "BlanketAnswersUnseen")
    await releaser.done(f"{root}/feedback/sign-off", blanket_seen=point)
    await releaser.done(f"{root}/feedback/publication")
    assert "审签人确认看过的可能笼统的答复：1个" in words((await driver.client.get("/consultations/2026-001/history")).text)
    assert "涉及24条意见，占已答复意见的100%" in words((await driver.client.get("/consultations/2026-001/feedback")).text)
    public = (await driver.client.get("/api/v1/consultations/2026-001/feedback")).json()
    assert public["breadth"] == {"answers": 1, "largest_answer": 24, "answered": 24, "distinct_texts": 24}


async def drawn(driver: Driver, decision: str, point: str) -> list[int]:
    """As an auditor draws them: from the entry that was signed, the point's id, and the hashes of the texts."""
    (prepared,) = await driver.runtime.log.streams([UUID(decision)], ["feedback-prepared.v1"])
    start = sha256(prepared.leaf_hash + UUID(point).bytes).digest()
    rows = await driver.runtime.reads.fetch(
        "SELECT number, text_hash FROM read.comments WHERE consultation_id = $1", UUID(decision)
    )
    draws = sorted((sha256(UUID(point).bytes + row["text_hash"]).digest(), row["number"]) for row in rows)
    around = [*((draw, n) for draw, n in draws if draw >= start), *((draw, n) for draw, n in draws if draw < start)]
    return [number for _, number in around[:5]]
