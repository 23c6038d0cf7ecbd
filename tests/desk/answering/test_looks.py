"""Every page on which comments are answered, in every state: accessible, within a phone's width, valid HTML."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import NamedTuple

import pytest
from playwright.async_api import Browser

from domain.calendar import local_date
from tests.desk.answering.closed import closed, point_of
from tests.desk.answering.test_adoption import LATER, NOTICE
from tests.desk.answering.test_points import ANSWER
from tests.desk.pages import Pages
from tests.desking import AtDesk, at_desk
from tests.driving import Driver
from tests.web.browser import problems_of
from tests.web.html_checker import HtmlChecker

pytestmark = [pytest.mark.anyio, pytest.mark.browser]
ADOPTED = {"kind": "adopted", "reason_kind": "other", "reason": "采纳，延长至二十四时。", "articles_changed": "a2"}
TEXT = {"asked": "问。", "heard": "说。", "did": "做。"}
RETURNED = "第三段没有写明采纳了什么，请补写。"
LEGAL = {
    "result": "lawful",
    "reviewer": "法规处",
    "opinion": "权限、程序、内容合法。",
    "shortening_reason": "汛期临近，加班审查完毕。",
}


class Life(NamedTuple):
    """A decision with a point of four comments (`one`), a point of none (`other`), and one comment in neither."""

    consultation_id: str
    ids: list[str]
    one: str
    other: str
    drafter: AtDesk
    releaser: AtDesk

    @property
    def root(self) -> str:
        return f"/desk/consultations/{self.consultation_id}"


async def gathered(driver: Driver, pages: Pages) -> Life:
    """Nothing is answered yet; the pages before the first point are kept."""
    consultation_id, ids = await closed(driver)
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    root = f"/desk/consultations/{consultation_id}"
    await pages.look(drafter, f"{root}/points", f"{root}/feedback", f"{root}/feedback/preview", f"{root}/feedback/comparison")
    await pages.look(releaser, f"{root}/feedback/sign-off", f"{root}/corrections", f"{root}/adoption/publication")
    one = await point_of(driver, consultation_id, "延长", *ids[:3], ids[4])
    other = await point_of(driver, consultation_id, "太吵了")
    return Life(consultation_id, ids, one, other, drafter, releaser)


async def answered(life: Life) -> None:
    await life.drafter.done(f"/desk/points/{life.one}/disposition", **ADOPTED)
    await life.drafter.done(f"/desk/points/{life.other}/disposition", **ANSWER)
    await life.drafter.done(f"/desk/points/{life.other}", numbers="4", do="gather")


async def points(driver: Driver) -> dict[str, str]:
    pages = Pages()
    life = await gathered(driver, pages)
    list_of_points, one = f"{life.root}/points", f"/desk/points/{life.one}"
    steps = [one + step for step in ("", "/wording", "/disposition", "/merging")]
    await pages.look(life.drafter, list_of_points, f"/desk/points/{life.other}", *steps)
    await pages.look(life.drafter, list_of_points, words="没有", article="a2")
    await pages.state("no point made", life.drafter, list_of_points, 422, comments=life.ids[3], summary="", do="make")
    await pages.state("no point split off", life.drafter, one, 422, comments=life.ids[0], summary="", do="split")
    short = {"kind": "adopted", "reason_kind": "law", "reason": "短"}
    await pages.state("answer refused", life.drafter, f"{one}/disposition", 422, **short)
    return pages.found


async def feedback(driver: Driver) -> dict[str, str]:
    pages = Pages()
    life = await gathered(driver, Pages())
    await answered(life)
    root = f"{life.root}/feedback"
    contradicting = LATER.replace("二十四时", "二十三时").replace("自公布", "自发布")
    await life.drafter.done(root, **TEXT, revised=contradicting)
    await pages.state("contradictions", life.releaser, f"{root}/sign-off", 422)
    await life.drafter.done(root, **TEXT, revised=LATER)
    await pages.state("feedback refused", life.drafter, root, 422, **TEXT | {"heard": ""})
    await pages.look(life.drafter, root, f"{root}/preview", f"{root}/comparison", f"/desk/points/{life.one}")
    await pages.look(life.releaser, f"{root}/sign-off", f"{life.root}/feedback/return")
    await life.releaser.done(f"{root}/return", reason=RETURNED)
    await pages.look(life.drafter, root, life.root, "/desk")
    await life.drafter.done(root, **TEXT | {"did": "逐条研究。"}, revised=LATER)
    await life.releaser.done(f"{root}/sign-off")
    await pages.look(life.releaser, f"{root}/publication")
    await pages.look(life.drafter, f"{life.root}/points", f"/desk/points/{life.one}", root)
    await life.releaser.done(f"{root}/publication")
    await pages.look(life.drafter, f"{life.root}/points", f"/desk/points/{life.one}", f"/desk/points/{life.one}/superseding")
    return pages.found


async def adoption(driver: Driver) -> dict[str, str]:
    pages = Pages()
    life = await gathered(driver, Pages())
    root, reviewer = life.root, await at_desk(driver, "reviewer")
    await answered(life)
    await driver.feedback(life.consultation_id, LATER)
    await pages.look(life.drafter, f"{root}/adoption")
    early = NOTICE | {"effective_on": "2026-04-01"}
    await pages.state("notice refused", life.drafter, f"{root}/adoption", 422, **early, text=LATER)
    await life.drafter.done(f"{root}/adoption", **NOTICE, text=LATER)
    await pages.look(life.drafter, f"{root}/adoption", f"{root}/adoption/preview", f"{root}/adoption/comparison")
    await pages.look(life.releaser, f"{root}/adoption/return")
    await pages.look(reviewer, f"{root}/legality-review", f"{root}/fair-competition-review")
    received = local_date(driver.clock.now()).isoformat()
    await reviewer.done(f"{root}/legality-review", **LEGAL, file_received_on=received)
    await pages.look(reviewer, f"{root}/legality-review", f"{root}/deliberation-file")
    for step in ("expert_review", "risk_assessment", "fair_competition_review"):
        await life.releaser.done(f"{root}/waivers", step=step, reason="不涉及需要办理这一环节的问题。")
    await pages.look(reviewer, f"{root}/deliberation-file")
    await pages.look(life.releaser, f"{root}/deliberation", f"{root}/archive")
    places = [f"{root}/corrections/{life.consultation_id}/{place}" for place in ("1/title", "3/contact", "3/basis")]
    places.append(f"{root}/corrections/{life.consultation_id}/3/interpretation")
    await pages.look(life.releaser, f"{root}/adoption/publication", f"{root}/corrections", *places, f"{root}/waivers")
    await pages.state("correction refused", life.releaser, places[0], 422, value="x", correction_reason="短")
    await life.releaser.done(places[0], value="更正后的标题", correction_reason="标题有误，现予更正。")
    await pages.look(life.releaser, f"{root}/corrections", root)
    await pages.look(life.drafter, "/consultations/2026-001")
    return pages.found


async def supplement(driver: Driver) -> dict[str, str]:
    pages = Pages()
    life = await gathered(driver, Pages())
    root = f"{life.root}/supplement"
    await answered(life)
    await pages.look(life.drafter, f"{life.root}/supplement")
    await driver.feedback(life.consultation_id, LATER)
    await pages.look(life.drafter, root)
    late = [await driver.letter(life.consultation_id, text) for text in ("来信：延长。", "来信：增加公交。")]
    await life.drafter.done(f"/desk/points/{life.one}", numbers="6", do="gather")
    new = await point_of(driver, life.consultation_id, "增加公交", late[1])
    await pages.look(life.drafter, life.root, f"{life.root}/points", f"/desk/points/{life.one}", "/desk")
    await life.drafter.done(f"/desk/points/{new}/disposition", **ANSWER)
    await pages.state("supplement refused", life.drafter, root, 422, text="")
    await life.drafter.done(root, text="来信在收发室压下，现补充答复。")
    await pages.look(life.drafter, root, f"{life.root}/supplement/preview")
    await pages.look(life.releaser, f"{life.root}/supplement/sign-off", f"{life.root}/supplement/publication", "/desk")
    await pages.look(life.releaser, f"{life.root}/supplement/return")
    await life.releaser.done(f"{root}/sign-off")
    await pages.look(life.releaser, f"{root}/publication")
    await pages.look(life.drafter, root, f"{life.root}/points")
    await life.releaser.done(f"{root}/publication")
    await driver.letter(life.consultation_id, "来信：再晚一封。")
    await life.drafter.done(f"{life.root}/adoption", **NOTICE, text=LATER)
    await pages.look(life.releaser, f"{life.root}/adoption/publication")
    await driver.adopted(life.consultation_id, LATER, "措施须在五月前施行，来信随后答复。")
    await pages.look(life.drafter, *(f"/consultations/2026-001/{page}" for page in ("feedback", "adoption", "history")))
    return pages.found


@pytest.mark.parametrize("story", [points, feedback, supplement, adoption])
async def test_every_state_is_accessible_valid_and_fits_a_phone(
    driver: Driver, story: Callable[[Driver], Awaitable[dict[str, str]]], browser: Browser, html_checker: HtmlChecker
) -> None:
    pages = await story(driver)
    assert html_checker.errors(pages) == []
    assert await problems_of(browser, driver.cache, pages) == []
