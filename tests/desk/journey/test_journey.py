"""A division runs a decision from its browser: by keyboard alone, and again without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.desk.journey import act_1_drafting as drafting
from tests.desk.journey import act_2_commenting as commenting
from tests.desk.journey import act_3_screening as screening
from tests.desk.journey import act_4_answering as answering
from tests.desk.journey import act_5_feedback as feedback
from tests.desk.journey import act_6_adopting as adopting
from tests.desk.journey import act_7_looking_back as looking_back
from tests.desk.journey.eyes import Eyes
from tests.desk.journey.hands import ByKeyboard, Hand, WithoutScripts
from tests.desk.journey.story import Story
from tests.driving import Driver
from tests.web.browser import browsing

pytestmark = [pytest.mark.anyio, pytest.mark.browser]


@pytest.mark.parametrize("hand", [ByKeyboard, WithoutScripts], ids=["by keyboard alone", "without scripts"])
async def test_a_decision_from_a_word_file_to_the_adoption_notice(
    driver: Driver, tmp_path: Path, hand: type[Hand], browser: Browser
) -> None:
    eyes = Eyes(hand.scripts)
    async with driver.working(), browsing(browser, driver.cache) as address:
        await told(Story(driver, browser, address, hand, eyes, tmp_path))
    assert eyes.complaints == []


async def told(story: Story) -> None:
    await story.people_are_invited()
    await drafting.a_draft_is_opened_for_comment(story)
    await commenting.the_public_comments(story)
    await screening.the_comments_are_screened(story)
    await answering.the_period_closes(story)
    await answering.the_first_points_are_answered(story)
    await feedback.the_feedback_is_written(story)
    await feedback.the_gate_refuses(story)
    await feedback.the_feedback_is_saved_again(story)
    await answering.the_last_point_is_answered(story)
    await feedback.the_feedback_is_published(story)
    await adopting.the_decision_is_reviewed(story)
    await adopting.the_meeting_decides(story)
    await adopting.the_notice_is_drafted(story)
    await adopting.the_decision_is_adopted(story)
    await looking_back.a_citizen_asks_what_became_of_it(story)
    await looking_back.a_citizen_reads_what_was_adopted(story)
    await looking_back.what_was_kept_back_is_shown_as_such(story)
    await looking_back.the_export_agrees_with_the_public_page(story)
