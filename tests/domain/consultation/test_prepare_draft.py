"""草案拟订: the draft is prepared, version by version, until it is published."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from domain.consultation.refusals import DraftFrozen, DraftMissing
from domain.consultation.state import Consultation
from domain.consultation.steps.drafting import prepare_draft
from tests.domain.consultation.told import (
    DRAFTER,
    PUBLISHES,
    SECOND_DRAFTER,
    STARTS,
    answered,
    closed,
    drafted,
    forced,
    published,
    released,
    reviewed,
    started,
    submitted,
    then,
)
from tests.domain.examples import text

Stage = Callable[[], Consultation]


def test_the_first_draft_is_version_one() -> None:
    event = prepare_draft(started(), text("a"), actor=DRAFTER, at=STARTS)
    assert (event.originator_version, event.draft_version, event.draft) == (2, 1, text("a"))


def test_each_further_draft_is_the_next_version() -> None:
    state = drafted(drafted(), text("b"), SECOND_DRAFTER)
    assert (state.draft_version, state.draft, state.drafted_by) == (2, text("b"), str(SECOND_DRAFTER.id))


@pytest.mark.parametrize("stage", [submitted, reviewed, released, forced])
def test_a_new_draft_undoes_request_reviews_and_release(stage: Stage) -> None:
    state = drafted(stage(), text("b"))
    assert (state.review_requested_by, state.reviews, state.released, state.forced) == (None, {}, False, False)


def test_a_draft_without_articles_is_refused() -> None:
    with pytest.raises(DraftMissing):
        prepare_draft(started(), replace(text("a"), articles=()), actor=DRAFTER, at=STARTS)


@pytest.mark.parametrize("stage", [published, closed, answered])
def test_a_published_draft_is_frozen(stage: Stage) -> None:
    with pytest.raises(DraftFrozen) as refused:
        prepare_draft(stage(), text("b"), actor=DRAFTER, at=PUBLISHES)
    assert "第十五条" in refused.value.article


def test_someone_who_was_first_is_seen_in_the_version() -> None:
    state = drafted()
    one = prepare_draft(state, text("b"), actor=DRAFTER, at=STARTS)
    other = prepare_draft(state, text("c"), actor=SECOND_DRAFTER, at=STARTS)
    assert one.originator_version == other.originator_version
    assert prepare_draft(then(state, one), text("c"), actor=SECOND_DRAFTER, at=STARTS).draft_version == one.draft_version + 1
