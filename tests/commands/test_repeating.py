"""Work beside the projections: again and again, and one step that fails holds up no other."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest
from structlog.testing import capture_logs

from consult.work.repeating import created_on_first_use, repeat

pytestmark = pytest.mark.anyio


async def test_a_step_that_fails_holds_up_none_of_the_others_and_is_done_again() -> None:
    failed, done = 0, asyncio.Event()

    async def fails() -> None:
        nonlocal failed
        failed += 1
        raise ValueError("名字：张三")

    async def follows() -> None:
        if failed == 3:
            done.set()

    with capture_logs() as logged:
        working = asyncio.create_task(repeat(0.001, first=fails, second=follows))
        await asyncio.wait_for(done.wait(), 30)
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working
    assert working.cancelled()
    assert {(entry["step"], entry["error"]) for entry in logged} == {("first", "ValueError")}
    assert "张三" not in str(logged)
    assert "test_repeating.py" in logged[0]["reason"]


async def test_what_is_made_once_is_made_again_where_that_failed() -> None:
    made, acted = list[int](), list[int]()

    def make() -> int:
        made.append(len(made))
        if len(made) == 1:
            raise OSError
        return made[-1]

    async def act(one: int) -> None:
        acted.append(one)

    step = created_on_first_use(make, act)
    with pytest.raises(OSError, match=r"^$"):
        await step()
    await step()
    await step()
    assert (made, acted) == ([0, 1], [1, 1])
