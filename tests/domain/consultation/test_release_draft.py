"""签发: a second person releases the draft."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.access import Actor
from domain.consultation.refusals import (
    AlreadyReleased,
    ReasonTooShort,
    ReviewNotRequested,
    ReviewsIncomplete,
    SamePersonReleases,
)
from domain.consultation.state import Consultation
from domain.consultation.steps.drafting import release_draft
from domain.enumerations import ReviewKind
from tests.domain.consultation.told import (
    EVERY_ROLE,
    RELEASER,
    SECOND_RELEASER,
    STARTS,
    WHY,
    complete,
    drafted,
    forced,
    released,
    reviewed,
    submitted,
)
from tests.domain.examples import text


def test_a_reviewed_draft_is_released() -> None:
    event = release_draft(reviewed(), reason=WHY, actor=RELEASER, at=STARTS)
    assert (event.draft_version, event.forced, event.reason) == (1, False, None)
    state = released()
    assert (state.released, state.released_by, state.forced) == (True, str(RELEASER.id), False)


def test_a_release_without_all_reviews_is_forced_with_a_reason() -> None:
    event = release_draft(reviewed(None, ReviewKind.LEGALITY), reason=WHY, actor=RELEASER, at=STARTS)
    assert (event.forced, event.reason) == (True, WHY)
    assert forced().forced


@pytest.mark.parametrize("reason", [None, ""])
def test_a_release_without_all_reviews_names_those_missing(reason: str | None) -> None:
    with pytest.raises(ReviewsIncomplete) as refused:
        release_draft(reviewed(None, ReviewKind.LEGALITY), reason=reason, actor=RELEASER, at=STARTS)
    assert refused.value.params == {"missing": ["secrecy", "editorial"]}


def test_the_reason_of_a_forced_release_is_a_sentence() -> None:
    with pytest.raises(ReasonTooShort):
        release_draft(submitted(), reason="急", actor=RELEASER, at=STARTS)


def test_whoever_submitted_cannot_release() -> None:
    with pytest.raises(SamePersonReleases):
        release_draft(reviewed(submitted(actor=EVERY_ROLE)), actor=EVERY_ROLE, at=STARTS)


def test_nothing_is_released_before_it_is_submitted() -> None:
    with pytest.raises(ReviewNotRequested):
        release_draft(complete(), reason=WHY, actor=RELEASER, at=STARTS)


def test_a_draft_changed_after_its_reviews_is_not_released() -> None:
    with pytest.raises(ReviewNotRequested):
        release_draft(drafted(reviewed(), text("b")), actor=RELEASER, at=STARTS)


@pytest.mark.parametrize("releaser", [RELEASER, SECOND_RELEASER])
@pytest.mark.parametrize("stage", [released, forced])
def test_a_second_release_is_refused(stage: Callable[[], Consultation], releaser: Actor) -> None:
    """Repeated, or someone was first."""
    with pytest.raises(AlreadyReleased):
        release_draft(stage(), reason=WHY, actor=releaser, at=STARTS)
