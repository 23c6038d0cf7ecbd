"""Stage 6: the feedback summary is prepared, signed off by a second person, and published with all answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from domain.access import Actor, Role
from domain.consultation.breadth import unseen
from domain.consultation.coverage import Coverage
from domain.consultation.events import (
    BlanketAnswer,
    BlanketAnswersSeen,
    FeedbackPrepared,
    FeedbackPublished,
    FeedbackSignedOff,
)
from domain.consultation.outcome_refusals import (
    AlreadyAnswered,
    AnswersIncomplete,
    BlanketAnswersUnseen,
    ContradictionsUnseen,
    FeedbackNotPrepared,
    FeedbackNotSignedOff,
    ReleaseNotSignedOff,
    SamePersonSignsOff,
)
from domain.consultation.refusals import ContentClosed, PeriodStillOpen
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import after_its_reason, not_submitted, refuse_unchanged, require_running
from domain.enumerations import Returnable
from domain.event import Event, next_fields
from domain.sealing import CLOSED, Closed
from domain.text import DISPOSITION_REASON, normalised_text
from domain.values import FeedbackText, TextDocument


def prepare_feedback(
    state: Consultation,
    text: FeedbackText,
    revised: TextDocument | None,
    *,
    answers_changed: bool = False,
    actor: Actor,
    at: datetime,
) -> FeedbackPrepared:
    """我们问了 / 你们说了 / 我们做了, and the revised draft where there is one. Preparing again undoes the sign-off.

    `answers_changed`: whether points or answers are others than when it was last returned. Raises ReturnedUnchanged.
    """
    require_closed(state, actor)
    words = {
        name: normalised_text(getattr(text, name), field=name, max_length=DISPOSITION_REASON)
        for name in ("asked", "heard", "did")
    }
    said = FeedbackText(**words)
    if not answers_changed:
        refuse_unchanged(state, Returnable.FEEDBACK, {"text": said, "revised": revised}, field="asked")
    return FeedbackPrepared(text=said, revised=revised, **next_fields(state, actor, at))


def sign_off_events(
    state: Consultation,
    sign_off: Callable[[Consultation], Event],
    warned: Sequence[BlanketAnswer],
    seen: Iterable[str],
    *,
    actor: Actor,
    at: datetime,
) -> tuple[Event, ...]:
    """A sign-off of answers, directly after what its signer was warned of. `sign_off`: decides on it, of the decision.

    Raises BlanketAnswersUnseen, and what the sign-off does.
    """

    def told() -> BlanketAnswersSeen | None:
        if missing := unseen(warned, seen):
            raise BlanketAnswersUnseen(points=missing)
        return BlanketAnswersSeen(answers=tuple(warned), **next_fields(state, actor, at)) if warned else None

    return after_its_reason(state, sign_off, told)


def sign_off_feedback(
    state: Consultation, contradictions: tuple[str, ...], accepted: tuple[str, ...], *, actor: Actor, at: datetime
) -> FeedbackSignedOff:
    """审签 by a second person, who accepts each contradiction by article. Raises SamePersonSignsOff, ContradictionsUnseen."""
    require_closed(state, actor, Role.RELEASER)
    if state.feedback_prepared_by is None:
        raise not_submitted(state, Returnable.FEEDBACK, FeedbackNotPrepared)
    require_another_signs(state.feedback_prepared_by, contradictions, accepted, actor)
    return FeedbackSignedOff(contradictions_accepted=contradictions, **next_fields(state, actor, at))


def publish_feedback(
    state: Consultation,
    coverage: Coverage,
    *,
    contradictions: tuple[str, ...],
    changed_without_comment: tuple[str, ...],
    actor: Actor,
    at: datetime,
) -> FeedbackPublished:
    """公布反馈 ([713] art. 18). Raises AnswersIncomplete with the numbers missing, and the rules of sign-off."""
    require_closed(state, actor, Role.RELEASER)
    if state.feedback_prepared_by is None:
        raise not_submitted(state, Returnable.FEEDBACK, FeedbackNotPrepared)
    if state.feedback_signed_off_by is None:
        raise FeedbackNotSignedOff
    if state.forced and not state.release_signed_off:
        raise ReleaseNotSignedOff
    require_publishable(coverage, contradictions, state.contradictions_accepted)
    return FeedbackPublished(
        ledger=coverage.ledger,
        dispositions=coverage.dispositions,
        contradictions=contradictions,
        changed_without_comment=changed_without_comment,
        **next_fields(state, actor, at),
    )


def require_another_signs(prepared_by: str, contradictions: tuple[str, ...], accepted: tuple[str, ...], actor: Actor) -> None:
    """Whoever signs has not drafted, and accepts every contradiction. Raises SamePersonSignsOff, ContradictionsUnseen."""
    if prepared_by == str(actor.id):
        raise SamePersonSignsOff
    _require_seen(contradictions, accepted)


def require_publishable(coverage: Coverage, contradictions: tuple[str, ...], accepted: tuple[str, ...] | Closed) -> None:
    """Every comment has its answer, and every contradiction was accepted at the sign-off.

    Raises AnswersIncomplete, ContentClosed, ContradictionsUnseen.
    """
    if not coverage.complete:
        raise AnswersIncomplete(**_missing(coverage))
    if accepted is CLOSED:
        raise ContentClosed
    _require_seen(contradictions, accepted)


def _missing(coverage: Coverage) -> dict[str, object]:
    """How many, and the first hundred numbers."""
    missing = coverage.missing
    return {
        "awaiting": list(coverage.awaiting[:100]),
        "awaiting_count": missing.awaiting,
        "uncovered": list(coverage.uncovered[:100]),
        "uncovered_count": missing.uncovered,
        "open_points": missing.open_points,
    }


def _require_seen(contradictions: tuple[str, ...], accepted: tuple[str, ...]) -> None:
    unseen = [article for article in contradictions if article not in accepted]
    if unseen:
        raise ContradictionsUnseen(articles=unseen)


def require_closed(state: Consultation, actor: Actor, role: Role = Role.ANSWERER) -> None:
    """The period is sealed, and nothing answered in public. Raises PeriodStillOpen, AlreadyAnswered."""
    require_running(state, actor, role)
    if state.period_closed_at is None:
        raise PeriodStillOpen
    if state.answered_at is not None:
        raise AlreadyAnswered
