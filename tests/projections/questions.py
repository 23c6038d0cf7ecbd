"""Every question that a page, an answer of the API, a command or the work role asks of the read models."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from domain.enumerations import CommentStatus, RespondentKind, Side
from projections.activities.queries import (
    activities_of,
    activity,
    activity_by_id,
    awaited_activities,
    mentions,
    statements_at,
)
from projections.anchors.queries import (
    anchor_covering,
    anchor_positions,
    anchored_size,
    anchors_about,
    daily_anchors,
    periods_to_anchor,
    time_bounds,
)
from projections.applications.queries import (
    application,
    application_counts,
    applications_after,
    drawable_applications,
    names_shown,
    not_erased,
    observers_in_order,
    ranked_after,
    ranks_of,
    stood_of,
    waiting_in_rank,
)
from projections.catalogues.queries import catalogue, catalogue_years
from projections.comments.queries import comment, comment_by_id, comments_after
from projections.consultations.article_queries import articles_of
from projections.consultations.listing import consultation_list
from projections.consultations.queries import (
    article,
    articles,
    consultation,
    divisions,
    public_blob,
    texts,
)
from projections.expertise.queries import expert_reviews
from projections.figures.queries import figures, overdue
from projections.grievances.queries import (
    grievance,
    grievance_figures,
    grievance_figures_of,
    open_grievances,
    over_grievances,
    points_gathering,
    telling_clocks,
)
from projections.history.actor_queries import action_counts_by_actor, actions_by_actor
from projections.history.queries import figures_at, history, history_count, history_step_at, position_at
from projections.performance.queries import Figure, late_now, measured, performance, years
from projections.points.by_comment import points_of_comments
from projections.points.drawn_texts import drawn_texts
from projections.points.queries import feedback, point, points, supplements
from projections.questionnaires.queries import (
    questionnaire,
    questionnaire_counts,
    questionnaire_numbered,
    questionnaire_progress,
    questionnaires_of,
    questionnaires_to_close,
    questionnaires_to_count,
    responses_to_erase,
    uncounted_responses,
)
from projections.risk_assessments.queries import risk_assessments
from projections.search.queries import search
from projections.undertakings.queries import (
    NEVER,
    done_undertakings,
    executing_units,
    findings_to_rectify,
    inspections_of,
    open_undertakings,
    undertaking,
    undertaking_figures,
    undertaking_numbered,
    undertaking_steps,
    undertakings_of_decision,
)
from projections.worklists.all_decisions import decision_count, decision_summaries, other_decision_summaries
from projections.worklists.clocks import running_clocks
from projections.worklists.correctable import public_note, public_notes, published_points
from projections.worklists.coverage_gate import coverage_gate
from projections.worklists.desk_queries import (
    Queue,
    comment_numbers,
    comments_numbered,
    desk_comment,
    desk_comments,
    erasures,
    next_comment_appealed,
    next_comment_awaiting,
    numbers_still_readable,
    queue_counts,
)
from projections.worklists.gathering import (
    articles_named,
    comment_ids_by_number,
    groups_of_point,
    groups_without_point,
    identical_comments,
    point_figures,
)
from projections.worklists.periods_to_close import periods_to_close
from projections.worklists.queries import (
    comments_awaiting_screening,
    coverage,
    decisions_in_preparation,
    division_work,
    finished_work,
    waiting_work,
)
from projections.worklists.telling import numbers_shown, titles
from tests.projections.random_lives import STAFF

DIVISIONS = ("trade", "ports")
NOBODY = UUID(int=8)
FEW = 10  # on a page: fewer than there are at first


async def ask_everything(db: Any, decision: UUID, point_id: UUID, now: datetime) -> None:
    """About one decision, one of its points, and the whole register at `now`."""
    await ask_of_comments(db, decision, point_id)
    await ask_of_the_desk(db, decision, point_id)
    await ask_of_decision(db, decision, point_id, now)
    await ask_of_the_register(db, now)
    await ask_of_performance(db, now)


async def ask_of_comments(db: Any, decision: UUID, point_id: UUID) -> None:
    first = await comment(db, decision, 1)
    assert first
    await comment_by_id(db, first.comment_id)
    for article_id in (None, "a2"):
        for respondent in (None, "individual", "other"):
            for disposition in (None, "unanswered", "adopted"):
                if disposition != "unanswered" or article_id is None:  # else those withheld are passed over: few
                    filters = {"article": article_id, "respondent": respondent, "disposition": disposition}
                    await comments_after(db, decision, after=70, limit=FEW, **filters)
                    await comments_after(db, decision, after=70, limit=FEW, down=True, **filters)
    for status in CommentStatus:
        await comments_after(db, decision, limit=FEW, status=status)
    await points_of_comments(db, [first.comment_id])
    await search(db, "同意", consultation_id=decision)


async def ask_of_the_desk(db: Any, decision: UUID, point_id: UUID) -> None:
    first = await comment(db, decision, 1)
    assert first
    ids = [first.comment_id]
    for queue in Queue:
        await desk_comments(db, decision, queue, after=70, limit=FEW)
        await desk_comments(db, decision, queue, after=70, limit=FEW, down=True)
    await queue_counts(db, decision)
    await desk_comment(db, first.comment_id)
    await comment_numbers(db, decision, ids)
    await comments_numbered(db, decision, [1, 5, 9])
    await numbers_still_readable(db, ids)
    await numbers_shown(db, ids)
    await titles(db, [decision])
    await next_comment_awaiting(db, decision, 70)
    await next_comment_appealed(db, decision, 70)
    await ask_of_tasks(db, decision)
    for division in DIVISIONS:
        for done in (False, True):
            await erasures(db, division, done=done, limit=FEW)
        await open_grievances(db, division=division, limit=FEW)
        await over_grievances(db, division=division, limit=FEW)
    await open_grievances(db, division="trade", decision=decision, limit=FEW)
    (over, *_) = await over_grievances(db, division="trade", decision=decision, limit=FEW)
    await grievance(db, over.grievance_id)
    await points_gathering(db, first.comment_id)
    await groups_without_point(db, decision, CommentStatus.PUBLISHED, limit=FEW)
    narrowed: dict[str, Any] = {"article": "a1", "respondent": RespondentKind.ENTERPRISE, "after": 70, "limit": FEW}
    await groups_without_point(db, decision, CommentStatus.AWAITING, **narrowed)
    await groups_without_point(db, decision, CommentStatus.PUBLISHED, words="夜市", limit=FEW)
    await groups_of_point(db, decision, point_id)
    for gathering in (None, point_id):
        await identical_comments(db, decision, ids, gathering)
    await articles_named(db, decision, ids)
    await comment_ids_by_number(db, decision, [1, 2])
    await comments_awaiting_screening(db, decision, limit=FEW)
    await public_notes(db, decision, after=70, limit=FEW)
    await public_note(db, decision, first.comment_id)


async def ask_of_tasks(db: Any, decision: UUID) -> None:
    (task, *_) = await undertakings_of_decision(db, decision, limit=FEW)
    for whose in ({}, {"unit": "rules"}, {"division": "trade"}, {"division": "ports"}):
        await open_undertakings(db, **whose, limit=FEW)
        await done_undertakings(db, **whose, limit=FEW)
    await undertaking(db, task.undertaking_id)
    await undertaking_numbered(db, decision, 2)
    await undertaking_steps(db, task.undertaking_id, limit=FEW)
    await undertaking_figures(db, decision, task.set_at)
    await inspections_of(db, decision, limit=FEW)
    await findings_to_rectify(db, before=NEVER, limit=FEW)
    await executing_units(db)


async def ask_of_decision(db: Any, decision: UUID, point_id: UUID, now: datetime) -> None:
    await points(db, decision, numbers=20)
    await points(db, decision, published_only=False, numbers=20)
    await point(db, point_id)
    await point_figures(db, decision)
    await drawn_texts(db, decision, {point_id: bytes(32)}, 5)
    await published_points(db, decision, limit=FEW)
    await feedback(db, decision)
    await grievance_figures_of(db, decision, now)
    await supplements(db, decision)
    found = await activities_of(db, decision)
    for each in found:
        await mentions(db, [each.activity_id])
        await statements_at(db, each.activity_id)
        await comments_after(db, decision, activity=each.activity_id, limit=FEW)
    await ask_of_applications(db, found[0].activity_id if found else NOBODY)
    await activity(db, decision, 1)
    await expert_reviews(db, decision)
    await risk_assessments(db, decision)
    await ask_of_questionnaires(db, decision)
    await coverage_gate(db, decision)
    await coverage(db, decision)
    view = await consultation(db, decision)
    assert view
    await consultation(db, view.number)
    await articles(db, decision)
    await article(db, decision, "a1")
    await articles_of(db, [decision])
    (text, *_) = await texts(db, decision)
    await public_blob(db, text.blob.sha256)
    await history(db, decision, after=100, limit=FEW)
    await history_count(db, decision)
    await history_step_at(db, decision, 500)
    await figures_at(db, decision, 500)
    await position_at(db, decision, now)
    await anchors_about(db, decision)
    await time_bounds(db, 100)


async def ask_of_applications(db: Any, activity_id: UUID) -> None:
    await activity_by_id(db, activity_id)
    applied = await applications_after(db, activity_id, limit=FEW)
    first = applied[0].application_id if applied else NOBODY
    await application(db, first)
    await names_shown(db, [first])
    await application_counts(db, activity_id)
    await drawable_applications(db, activity_id)
    await ranked_after(db, activity_id, limit=FEW)
    await observers_in_order(db, activity_id)
    await not_erased(db, activity_id, FEW)
    for sides in ((None,), tuple(Side)):
        await ranks_of(db, activity_id, sides)
        await stood_of(db, activity_id, sides)
        await waiting_in_rank(db, activity_id, sides[0])


async def ask_of_questionnaires(db: Any, decision: UUID) -> None:
    found = await questionnaires_of(db, decision)
    asked = found[0].questionnaire_id if found else NOBODY
    await questionnaire_numbered(db, decision, 1)
    await questionnaire(db, asked)
    await questionnaire_progress(db, asked)
    await questionnaire_counts(db, asked)
    await uncounted_responses(db, asked, FEW)
    await responses_to_erase(db, asked, FEW)


async def ask_of_performance(db: Any, now: datetime) -> None:
    (year, *_) = await years(db)
    for asked in (None, year):
        await performance(db, asked)
        await measured(db, Figure.ANSWERED, year=asked, division="trade", before=None, limit=FEW)
    for figure in Figure:
        for division in (None, "ports"):
            await measured(db, figure, year=None, division=division, before=None, limit=FEW)
    await late_now(db, now)


async def ask_of_the_register(db: Any, now: datetime) -> None:
    for year in await catalogue_years(db):
        assert await catalogue(db, year, now)
    for asked in ({}, {"q": "zq5x"}, {"q": "延长"}, {"division": "trade"}, {"page": 2}):
        listed = await consultation_list(db, now=now, with_articles=False, size=FEW, **asked)
    await divisions(db)
    await figures(db, now)
    await grievance_figures(db, now)
    await overdue(db, now)
    await decision_summaries(db, [view.id for view in listed.items], now)
    await other_decision_summaries(db, [], now, offset=0, limit=FEW)
    await decision_count(db)
    for person in (UUID(STAFF), NOBODY):
        await actions_by_actor(db, person, limit=FEW)
    await action_counts_by_actor(db, UUID(STAFF))
    await periods_to_close(db, now)
    await questionnaires_to_close(db, now)
    await questionnaires_to_count(db)
    await periods_to_anchor(db, now)
    await daily_anchors(db)
    await anchored_size(db)
    await anchor_positions(db, 100)
    await anchor_covering(db, 100)
    await decisions_in_preparation(db)
    for division in (None, "trade"):
        await division_work(db, now, division)
        await finished_work(db, now, division, limit=FEW)
        await waiting_work(db, now, division)
        await running_clocks(db, division, limit=FEW)
        await telling_clocks(db, division, limit=FEW)
        await awaited_activities(db, division, limit=FEW)
