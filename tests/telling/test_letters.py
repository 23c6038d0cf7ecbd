"""The words of the letters: in both languages, those of the pages, marked in training; how often an address is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from consult.instance.settings import Settings
from consult.telling.asking import MOST_A_DAY, forget_marks
from consult.telling.letters import About, Kind, Links, letter_to, texts
from domain.enumerations import WithholdingReason
from tests.driving import Driver
from tests.telling.people import delivered, kinds, mailing, receipt, writes
from web.shared.wording.languages import ENGLISH
from web.shared.wording.words import WORDS

LINKS = Links(ending="end", bouncing="token", confirming="confirm", made_at=datetime(2026, 3, 2, 1, tzinfo=UTC))


def about(kind: Kind, comment: int | None = None) -> About:
    reason = WithholdingReason.PERSONAL_DATA
    return About(kind=kind, number="2026-001", title="{市场}管理办法", comment=comment, reason=reason)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_its_words_in_both_languages(kind: Kind) -> None:
    for language in ("zh", "en"):
        letter = letter_to("ann@post.example", language, about(kind, 7), LINKS, Settings(training=True))  # type: ignore[arg-type]
        mark = {"zh": "【演练】", "en": "[Training] "}[language]
        assert letter.subject.startswith(f"{mark}2026-001 {{市场}}管理办法")
        assert "{" not in letter.text.replace("{市场}", "")
        assert "\n\n\n" not in letter.text
        assert letter.headers[1] == ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
        assert max(len(line) for line in letter.text.splitlines()) < 160
    assert set(WORDS["letter"]) == {kind.value for kind in Kind}


def test_the_reasons_are_those_of_the_pages() -> None:
    assert texts("zh")["withholding"] == {reason.value: WORDS["withholding"][reason] for reason in WithholdingReason}
    assert texts("en")["withholding"] == {key: ENGLISH.translate(word) for key, word in texts("zh")["withholding"].items()}


def test_both_languages_have_the_same_texts() -> None:
    assert {name: set(part) for name, part in texts("zh").items()} == {name: set(part) for name, part in texts("en").items()}
    assert set(texts("zh")["body"]) == {kind.value for kind in Kind}


@pytest.mark.anyio
async def test_an_address_is_asked_ten_times_a_day_with_however_many_comments(driver: Driver) -> None:
    async with mailing(driver) as (told, postbox):
        decision = await told.opened()
        texts_of = (f"意见之{number}" for number in range(MOST_A_DAY + 2))
        authors = [await writes(told, decision, "Victim@post.example", text=text) for text in texts_of]
        other = await writes(told, decision, "ann@post.example")
        assert await delivered(told) == MOST_A_DAY + 1
        again = f"/receipts/{authors[-1].reference}/mail"
        told.clock.advance(timedelta(minutes=11))
        assert "请明天再试" in (await told.client.post(again, data={"step": "again"})).text
        assert "这一封没有寄" in (page := await receipt(told, authors[-1]))
        assert "重新寄确认邮件" in page
        assert await kinds(told, other) == ["confirmation"]
        told.clock.advance(timedelta(days=1))
        await forget_marks(told.runtime)
        pool = told.runtime.database.pool
        assert await pool.fetchval("SELECT count(*) FROM sealed.recipients WHERE mark IS NOT NULL") == 0
        assert (await told.client.post(again, data={"step": "again"})).status_code == 303
        assert await delivered(told) == 1
        assert postbox.letters[-1]["to"] == "Victim@post.example"
