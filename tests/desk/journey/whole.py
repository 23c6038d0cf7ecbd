"""The whole story, in two tellings: as it should be, and with all that goes wrong meanwhile."""

from __future__ import annotations

from tests.desk.journey import act_1_drafting as drafting
from tests.desk.journey import act_2_commenting as commenting
from tests.desk.journey import act_3_screening as screening
from tests.desk.journey import act_4_answering as answering
from tests.desk.journey import act_5_feedback as feedback
from tests.desk.journey import act_6_adopting as adopting
from tests.desk.journey import act_7_looking_back as looking_back
from tests.desk.journey import mishaps
from tests.desk.journey.story import Story


async def told(story: Story) -> None:
    await story.people_are_invited()
    await drafting.a_draft_is_reviewed(story)
    await drafting.the_draft_is_opened_for_comment(story)
    await commenting.the_public_comments(story)
    await screening.the_comments_are_screened(story)
    await the_comments_are_answered(story)
    await the_decision_is_taken(story)
    await looking_back.the_export_agrees_with_the_public_page(story)


async def the_comments_are_answered(story: Story) -> None:
    await answering.the_period_closes(story)
    await answering.the_first_points_are_answered(story)
    await feedback.the_feedback_is_written(story)
    await feedback.the_gate_refuses(story)
    await feedback.the_feedback_is_saved_again(story)
    await answering.the_last_point_is_answered(story)
    await feedback.the_feedback_is_published(story)


async def the_decision_is_taken(story: Story) -> None:
    await adopting.the_decision_is_reviewed(story)
    await adopting.what_is_not_required_is_said(story)
    await adopting.the_meeting_decides(story)
    await adopting.the_notice_is_drafted(story)
    await adopting.the_decision_is_adopted(story)
    await looking_back.a_citizen_asks_what_became_of_it(story)
    await looking_back.a_citizen_reads_what_was_adopted(story)
    await looking_back.what_was_kept_back_is_shown_as_such(story)


async def told_with_mishaps(story: Story) -> None:
    story.files[commenting.ONLINE] = mishaps.word_with_changes(story.folder / "意见.docx")
    await story.people_are_invited()
    await drafting.a_draft_is_reviewed(story)
    await mishaps.the_draft_is_returned_and_mended(story)
    await drafting.the_draft_is_opened_for_comment(story)
    await commenting.the_public_comments(story)
    await mishaps.somebody_s_address_is_published(story)
    await the_comments_are_answered(story)
    await mishaps.a_letter_comes_to_light_after_the_feedback(story)
    await mishaps.an_appeal_is_won(story)
    await mishaps.what_came_late_is_answered(story)
    await the_decision_is_taken(story)
    await looking_back.the_export_agrees_with_the_public_page(story)
    await mishaps.every_opinion_has_its_answer(story)
    await mishaps.an_auditor_finds_nothing(story)
