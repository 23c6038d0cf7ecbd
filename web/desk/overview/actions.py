"""What may be done with a decision, as buttons: address, words, role, and when it is the time for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import msgspec

from domain.access import Actor, Role
from domain.consultation.adoption import PASSED
from domain.consultation.standing import Stage
from domain.consultation.state import Consultation
from domain.values import LegalityResult

When = Callable[[Consultation, datetime], bool]


class Action(msgspec.Struct, frozen=True):
    """`path`: below the decision's desk address, the same as the command's. `label`: source string."""

    stage: Stage
    path: str
    label: str
    role: Role
    when: When


def _drafting(state: Consultation, now: datetime) -> bool:
    return state.published_at is None


def _open(state: Consultation, now: datetime) -> bool:
    return state.closes_at is not None and now < state.closes_at


def _published(state: Consultation, now: datetime) -> bool:
    return state.published_at is not None


def _answering(state: Consultation, now: datetime) -> bool:
    return state.published_at is not None and state.answered_at is None


def _closed(state: Consultation, now: datetime) -> bool:
    return state.period_closed_at is not None and state.answered_at is None


def _answered(state: Consultation, now: datetime) -> bool:
    return state.answered_at is not None


ACTIONS: tuple[Action, ...] = (
    Action(Stage.DRAFT, "/drafts", "编写草案", Role.DRAFTER, _drafting),
    Action(Stage.MATERIALS, "/materials", "填写配套材料", Role.DRAFTER, _drafting),
    Action(
        Stage.REVIEW,
        "/review-requests",
        "送审",
        Role.DRAFTER,
        lambda state, now: _drafting(state, now) and state.review_requested_by is None,
    ),
    Action(
        Stage.REVIEW,
        "/reviews",
        "审查草案",
        Role.REVIEWER,
        lambda state, now: state.review_requested_by is not None and not state.released,
    ),
    Action(
        Stage.RELEASE,
        "/release",
        "签发",
        Role.RELEASER,
        lambda state, now: state.review_requested_by is not None and not state.released,
    ),
    Action(
        Stage.RELEASE,
        "/release/sign-off",
        "补签先行签发",
        Role.RELEASER,
        lambda state, now: state.forced and not state.release_signed_off,
    ),
    Action(
        Stage.PUBLICATION,
        "/publication",
        "发布征求意见公告",
        Role.RELEASER,
        lambda state, now: _drafting(state, now) and state.released,
    ),
    Action(Stage.PERIOD, "/extensions", "延长期限", Role.RELEASER, _open),
    Action(Stage.PERIOD, "/registration", "登记线下意见", Role.REGISTRAR, _published),
    Action(Stage.PERIOD, "/import", "批量导入意见", Role.REGISTRAR, _published),
    Action(Stage.ANSWERS, "/screening", "审看意见", Role.SCREENER, _published),
    Action(Stage.ANSWERS, "/points", "归纳要点和答复", Role.ANSWERER, _published),
    Action(Stage.ANSWERS, "/answer-delays", "延期反馈", Role.RELEASER, _closed),
    Action(Stage.FEEDBACK, "/feedback", "起草意见反馈", Role.ANSWERER, _closed),
    Action(
        Stage.FEEDBACK,
        "/feedback/sign-off",
        "审签意见反馈",
        Role.RELEASER,
        lambda state, now: _closed(state, now) and state.feedback_prepared_by is not None,
    ),
    Action(
        Stage.FEEDBACK,
        "/feedback/publication",
        "公布意见反馈",
        Role.RELEASER,
        lambda state, now: _closed(state, now) and state.feedback_signed_off_by is not None,
    ),
    Action(
        Stage.REVIEWED,
        "/fair-competition-review",
        "记录公平竞争审查",
        Role.REVIEWER,
        _published,
    ),
    Action(Stage.REVIEWED, "/legality-review", "记录合法性审查", Role.REVIEWER, _answered),
    Action(Stage.REVIEWED, "/waivers", "记录不需要的环节", Role.RELEASER, _published),
    Action(
        Stage.DELIBERATION,
        "/deliberation",
        "记录集体讨论",
        Role.RELEASER,
        lambda state, now: _answered(state, now) and state.legality in (LegalityResult.LAWFUL, LegalityResult.EXPLORATORY),
    ),
    Action(Stage.ADOPTION, "/adoption", "起草公布文本", Role.DRAFTER, _answered),
    Action(
        Stage.ADOPTION,
        "/adoption/publication",
        "公布决策",
        Role.RELEASER,
        lambda state, now: state.notice is not None and (state.deliberation in PASSED or not state.rules.needs_deliberation),
    ),
)
ENDING = Action(Stage.ADOPTION, "/ending", "终止决策", Role.RELEASER, lambda state, now: True)


def actions_of(state: Consultation, actor: Actor, now: datetime) -> dict[Stage, list[Action]]:
    """What this person may do now, by stage; nothing with another division's decision or one that is over."""
    found: dict[Stage, list[Action]] = {stage: [] for stage in Stage}
    if state.adopted_at is not None or state.ended_at is not None or state.division_id != actor.division_id:
        return found
    for action in ACTIONS:
        if action.role in actor.roles and action.when(state, now):
            found[action.stage].append(action)
    return found


def may_end(state: Consultation, actor: Actor) -> bool:
    running = state.adopted_at is None and state.ended_at is None
    return running and ENDING.role in actor.roles and state.division_id == actor.division_id


def may_correct(state: Consultation, actor: Actor) -> bool:
    """Also of a decision that is over."""
    return state.published_at is not None and Role.RELEASER in actor.roles and state.division_id == actor.division_id


def waiting_roles(state: Consultation, stage: Stage, now: datetime) -> list[Role]:
    """Whose turn it is at this stage; while the period runs it is the public's."""
    if stage == Stage.PERIOD:
        return []
    return list(dict.fromkeys(action.role for action in ACTIONS if action.stage == stage and action.when(state, now)))
