"""What an administrator sees of the mail: how much waits, since when it fails, what is refused; never an address."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.access import Role
from domain.values import Division
from tests.accounts import Visitor, account
from tests.driving import Driver
from tests.telling.people import delivered, mailing, writes

pytestmark = pytest.mark.anyio


async def test_the_desk_counts_what_waits_fails_and_is_refused(driver: Driver) -> None:
    async with mailing(driver) as (told, postbox):
        office = Division("office", "办公室")
        administrator = await account(told.runtime, "郑洁", "zhengjie@haizhou.example", office, Role.ADMINISTRATOR)
        drafter = await account(told.runtime)
        await delivered(told)
        desk, other = Visitor(told), Visitor(told, address="203.0.113.8")
        await desk.sign_in(administrator)
        await other.sign_in(drafter)
        assert "没有等待寄出的邮件。" in (await desk.get("/desk/mail")).text
        assert (await other.get("/desk/mail")).status_code == 403
        assert "/desk/mail" not in (await other.get("/desk")).text
        decision = await told.opened()
        for name in ("ann", "ben", "cat"):
            await writes(told, decision, f"{name}@post.example")
        postbox.refused = {"ann@post.example": "550 5.1.1 no", "ben@post.example": "451 4.2.1 later", "cat@post.example": "451"}
        await delivered(told)
        page = (await desk.get("/desk/mail")).text
        counts = {"等待寄出：给提意见的人": 2, "试过但没有寄出": 2, "地址被退回、不再寄的意见": 1, "还没有处理到的记录": 0}
        for label, count in counts.items():
            assert f"<dt>{label}</dt><dd>{count}</dd>" in page
        assert "2封邮件自2026年3月2日" in page
        assert "post.example" not in page
        postbox.refused = {}
        told.clock.advance(timedelta(seconds=10))
        assert await delivered(told) == 2
        assert "2封邮件自" not in (await desk.get("/desk/mail")).text
