"""Erasure of personal data: requested by one person, carried out by a second."""

import pytest

from domain.access import Actor, OtherDivision, RoleMissing
from domain.comment.erasure import erase_comment, request_erasure
from domain.comment.events import ErasureRequested
from domain.comment.refusals import AlreadyErased, ErasureAlreadyRequested, NoErasureRequested, SamePersonErases
from domain.comment.screening import publish_comment, redact_comment
from domain.comment.state import Comment
from domain.comment.withdrawal import withdraw_comment
from domain.enumerations import CommentStatus, ErasureScope, WithholdingReason
from domain.sealing import CLOSED
from domain.text import TextMissing
from tests.domain.comment import examples as given

IDENTITY, ALL = ErasureScope.IDENTITY, ErasureScope.ALL


def request(
    comment: Comment, scope: ErasureScope = IDENTITY, actor: Actor = given.SCREENER, note: str = "本人来函"
) -> ErasureRequested:
    return request_erasure(comment, given.opened(), scope=scope, note=note, actor=actor, at=given.DURING)


def requested(comment: Comment, scope: ErasureScope = IDENTITY) -> Comment:
    return given.after(comment, request(comment, scope))


def erased(comment: Comment, scope: ErasureScope) -> Comment:
    waiting = requested(comment, scope)
    return given.after(waiting, erase_comment(waiting, given.opened(), actor=given.OTHER_SCREENER, at=given.DURING))


@pytest.mark.parametrize("scope", ErasureScope)
def test_a_second_person_erases_what_was_asked_for(scope: ErasureScope) -> None:
    waiting = requested(given.comment(), scope)
    event = erase_comment(waiting, given.opened(), actor=given.OTHER_SCREENER, at=given.DURING)
    assert (event.scope, event.originator_version) == (scope, 3)
    assert given.after(waiting, event).erased == scope


def test_identity_goes_and_the_text_stays() -> None:
    shown = given.comment(name="张三", publish_name=True)
    shown = given.after(shown, publish_comment(shown, given.opened(), actor=given.SCREENER, at=given.DURING))
    after = erased(shown, IDENTITY)
    assert (after.name_shown, after.text, after.status) == (False, shown.text, CommentStatus.PUBLISHED)


def test_everything_goes_and_the_stub_stays() -> None:
    comment = given.comment()
    redaction = redact_comment(
        comment,
        given.opened(),
        basis=WithholdingReason.PERSONAL_DATA,
        redacted_text="■议延长夜市营业时间，并公布投诉电话。",
        actor=given.SCREENER,
        at=given.DURING,
    )
    after = erased(given.after(comment, redaction), ALL)
    assert (after.text, after.proposed_wording, after.attachments, after.redacted_text) == (CLOSED,) * 4
    assert (after.status, after.redacted) == (CommentStatus.PUBLISHED, True)


def test_the_same_person_does_not_erase() -> None:
    with pytest.raises(SamePersonErases) as refused:
        erase_comment(requested(given.comment()), given.opened(), actor=given.SCREENER, at=given.DURING)
    assert refused.value.status == 403


def test_nothing_is_erased_without_a_request() -> None:
    with pytest.raises(NoErasureRequested):
        erase_comment(given.comment(), given.opened(), actor=given.SCREENER, at=given.DURING)


@pytest.mark.parametrize(("done", "asked"), [(IDENTITY, IDENTITY), (ALL, IDENTITY), (ALL, ALL)])
def test_nothing_is_erased_twice(done: ErasureScope, asked: ErasureScope) -> None:
    gone = erased(given.comment(), done)
    with pytest.raises(AlreadyErased):
        request(gone, asked)
    with pytest.raises(AlreadyErased):
        erase_comment(gone, given.opened(), actor=given.OTHER_SCREENER, at=given.DURING)


def test_everything_may_be_erased_after_identity() -> None:
    assert erased(erased(given.comment(), IDENTITY), ALL).erased == ALL


@pytest.mark.parametrize(("waiting", "asked"), [(IDENTITY, IDENTITY), (ALL, IDENTITY), (ALL, ALL)])
def test_a_request_waits_only_once(waiting: ErasureScope, asked: ErasureScope) -> None:
    with pytest.raises(ErasureAlreadyRequested):
        request(requested(given.comment(), waiting), asked)


def test_a_request_that_goes_further_replaces_the_one_that_waits() -> None:
    comment = requested(given.comment(), IDENTITY)
    assert requested(comment, ALL).pending_erasure.scope == ALL  # type: ignore[union-attr]


def test_a_request_says_on_what_it_rests() -> None:
    with pytest.raises(TextMissing):
        request(given.comment(), note="")


def test_a_withdrawn_comment_can_be_erased() -> None:
    gone = given.after(given.comment(), withdraw_comment(given.comment(), given.opened(), at=given.DURING))
    after = erased(gone, ALL)
    assert (after.status, after.erased) == (CommentStatus.WITHDRAWN, ALL)


def test_only_screeners_of_the_division_record_and_erase() -> None:
    for actor, refusal in ((given.ANSWERER, RoleMissing), (given.OUTSIDER, OtherDivision)):
        with pytest.raises(refusal):
            request(given.comment(), actor=actor)
        with pytest.raises(refusal):
            erase_comment(requested(given.comment()), given.opened(), actor=actor, at=given.DURING)
