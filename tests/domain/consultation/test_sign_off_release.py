"""补签: a forced release is signed off later by another person."""

from __future__ import annotations

import pytest

from domain.consultation.refusals import ReleaseNotForced, SamePersonReleases
from domain.consultation.steps.drafting import release_draft, sign_off_release
from tests.domain.consultation.told import (
    EVERY_ROLE,
    PUBLISHES,
    RELEASER,
    SECOND_RELEASER,
    STARTS,
    WHY,
    complete,
    drafted,
    forced,
    published,
    released,
    submitted,
    then,
)
from tests.domain.examples import text


def test_a_forced_release_is_signed_off_also_after_publication() -> None:
    for state in (forced(), published(forced())):
        assert then(state, sign_off_release(state, actor=SECOND_RELEASER, at=PUBLISHES)).release_signed_off


def test_whoever_forced_the_release_does_not_sign_it_off() -> None:
    with pytest.raises(SamePersonReleases):
        sign_off_release(forced(), actor=RELEASER, at=PUBLISHES)


def test_whoever_submitted_does_not_sign_off() -> None:
    state = submitted(actor=EVERY_ROLE)
    state = then(state, release_draft(state, reason=WHY, actor=RELEASER, at=STARTS))
    with pytest.raises(SamePersonReleases):
        sign_off_release(state, actor=EVERY_ROLE, at=PUBLISHES)


def test_only_a_forced_release_is_signed_off() -> None:
    for state in (complete(), released(), published()):
        with pytest.raises(ReleaseNotForced):
            sign_off_release(state, actor=SECOND_RELEASER, at=PUBLISHES)


def test_a_second_sign_off_is_refused() -> None:
    state = then(forced(), sign_off_release(forced(), actor=SECOND_RELEASER, at=PUBLISHES))
    with pytest.raises(ReleaseNotForced):
        sign_off_release(state, actor=SECOND_RELEASER, at=PUBLISHES)


def test_a_change_of_the_draft_undoes_release_and_sign_off() -> None:
    state = then(forced(), sign_off_release(forced(), actor=SECOND_RELEASER, at=PUBLISHES))
    assert not drafted(state, text("b")).release_signed_off
