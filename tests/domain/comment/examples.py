"""A decision open for comment, people and comments, for the tests of comments and points."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from domain.access import Actor, Role
from domain.comment import state as comment_state
from domain.comment.draft import CommentDraft
from domain.comment.events import CommentSubmitted
from domain.comment.state import Comment
from domain.comment.submission import submit_comment
from domain.consultation import state as consultation_state
from domain.consultation.events import (
    ConsultationPublished,
    DecisionEnded,
    DecisionStarted,
    DraftPrepared,
    FeedbackPublished,
    LedgerFigures,
    PeriodClosed,
)
from domain.consultation.state import Consultation
from domain.enumerations import Channel, EndingKind, MatterKind, Regime, RespondentKind
from domain.event import Event
from domain.rules import NATIONAL_RULES
from domain.values import ArticleDigest, Blob, Division, TextDocument

CONSULTATION = UUID(int=1)
OPENS = datetime(2026, 11, 1, tzinfo=UTC)
CLOSES = datetime(2026, 12, 1, 16, tzinfo=UTC)  # 2026-12-01 24:00 in Shanghai
DURING = datetime(2026, 11, 10, 3, 4, 5, 678_000, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LAST_DAY = date(2026, 12, 1)

DRAFT = TextDocument(
    Blob("d" * 64, 1000, "text/markdown"),
    tuple(ArticleDigest(f"a{number}", f"第{number}条", f"{number}" * 64) for number in range(1, 4)),
)


def person(number: int, *roles: Role, division: str = "trade") -> Actor:
    return Actor(UUID(int=100 + number), division, frozenset(roles))


SCREENER = person(1, Role.SCREENER)
OTHER_SCREENER = person(2, Role.SCREENER)
ANSWERER = person(3, Role.ANSWERER)
REGISTRAR = person(4, Role.REGISTRAR)
OUTSIDER = person(5, *Role, division="ports")
NOBODY = person(6, Role.AUDITOR, Role.ADMINISTRATOR)


def _at(version: int, at: datetime) -> dict[str, Any]:
    return {
        "originator_id": CONSULTATION,
        "originator_version": version,
        "timestamp": at,
        "actor": "clock",
        "consultation_id": CONSULTATION,
    }


def unpublished() -> Consultation:
    """A decision with a draft, not yet published."""
    before = OPENS - timedelta(days=2)
    started = DecisionStarted(
        rules=NATIONAL_RULES.name,
        title="关于促进夜间经济的若干措施",
        division=Division("trade", "市场处"),
        matter_kind=MatterKind.PUBLIC_POLICY,
        regime=Regime.BUREAU_DECISION,
        decision_organ="市商务局",
        proposer="市场处",
        touches_operators=True,
        **_at(1, before),
    )
    return then(None, started, DraftPrepared(draft_version=1, draft=DRAFT, **_at(2, before)))


def opened() -> Consultation:
    """The decision with its period published: 2026-11-01 to the end of 2026-12-01 in Shanghai."""
    state = unpublished()
    published = ConsultationPublished(
        draft_version=1,
        opens_at=OPENS,
        closes_at=CLOSES,
        channels=tuple(Channel),
        shortened=False,
        shortening_reason=None,
        **_at(state.version + 1, OPENS - timedelta(days=1)),
    )
    return then(state, published)


def closed() -> Consultation:
    state = opened()
    sealed = PeriodClosed(
        closed_at=CLOSES,
        received=(),
        log_size=10,
        answer_due_on=date(2026, 12, 31),
        **_at(state.version + 1, CLOSES + 5 * SECOND),
    )
    return then(state, sealed)


def answered() -> Consultation:
    """The decision with its feedback summary published."""
    state = closed()
    feedback = FeedbackPublished(
        ledger=LedgerFigures(0, 0, 0, 0, 0, 0, 0),
        dispositions=(),
        contradictions=(),
        changed_without_comment=(),
        **_at(state.version + 1, CLOSES + timedelta(days=20)),
    )
    return then(state, feedback)


def ended() -> Consultation:
    state = opened()
    ending = DecisionEnded(kind=EndingKind.SHELVED, reason="情况有变，本决策事项搁置。", **_at(state.version + 1, DURING))
    return then(state, ending)


def then(state: Consultation | None, *events: Event) -> Consultation:
    for event in events:
        state = consultation_state.evolve(state, event)
    assert state is not None
    return state


def draft(**changes: Any) -> CommentDraft:
    fields: dict[str, Any] = {"respondent_kind": RespondentKind.INDIVIDUAL, "text": "建议延长夜市营业时间，并公布投诉电话。"}
    return CommentDraft(**fields | changes)


def submitted(number: int = 1, **changes: Any) -> CommentSubmitted:
    return submit_comment(opened(), draft(**changes), comment_id=UUID(int=1000 + number), at=DURING)


def comment(number: int = 1, **changes: Any) -> Comment:
    """A comment awaiting screening."""
    return comment_state.evolve(None, submitted(number, **changes))


def after(state: Comment, *events: Event) -> Comment:
    for event in events:
        state = comment_state.evolve(state, event)
    return state
