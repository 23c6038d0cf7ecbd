"""退回修改: whoever would sign sends it back with the reason; as it came back, it is neither signed nor submitted again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from domain.access import OtherDivision, RoleMissing
from domain.consultation.events import ReturnedForChanges
from domain.consultation.outcome_refusals import AlreadyAnswered
from domain.consultation.refusals import AlreadyPublished, DecisionOver, ReasonTooShort
from domain.consultation.return_refusals import (
    AlreadyReturned,
    NothingToReturn,
    ReturnedUnchanged,
    ReturnNotMended,
    SamePersonReturns,
    SignedAlready,
)
from domain.consultation.stages import stage_statuses
from domain.consultation.state import Consultation
from domain.consultation.steps import adoption, answering, drafting, returning, supplement
from domain.enumerations import Returnable, ReviewKind, ReviewResult
from tests.domain.consultation import told
from tests.domain.consultation.test_supplement import prepared as supplemented
from tests.domain.consultation.test_supplement import publish
from tests.domain.consultation.test_supplement import signed_off as supplement_signed_off
from tests.domain.consultation.told import (
    ADOPTS,
    ANSWERER,
    DRAFTER,
    EVERY_ROLE,
    OUTSIDER,
    RELEASER,
    SECOND_RELEASER,
    UNCHANGED,
    WHY,
    WORDS,
    then,
)
from tests.domain.examples import NOTICE, text

REASON = "第二条没有写明清扫由谁负责，请补写。"


def of(decide: Callable[..., ReturnedForChanges]) -> Callable[..., Consultation]:
    """The decision after this return."""

    def back(state: Consultation, reason: str = REASON, **changes: Any) -> Consultation:
        return then(state, decide(state, reason, **{"actor": RELEASER, "at": ADOPTS} | changes))

    return back


draft_back, feedback_back, supplement_back, adoption_back = (
    of(getattr(returning, f"return_{what}")) for what in ("draft", "feedback", "supplement", "adoption")
)
SUBMITTED: list[tuple[Returnable, Callable[..., Consultation], Callable[..., Consultation]]] = [
    (Returnable.DRAFT, told.reviewed, draft_back),
    (Returnable.FEEDBACK, told.prepared, feedback_back),
    (Returnable.SUPPLEMENT, supplemented, supplement_back),
    (Returnable.ADOPTION, told.ready, adoption_back),
]
OF_EACH = pytest.mark.parametrize(("what", "submitted", "back"), SUBMITTED, ids=[what for what, *_ in SUBMITTED])


def signed(what: Returnable, state: Consultation) -> object:
    """As whoever would sign tries to."""
    by: dict[str, Any] = {"actor": SECOND_RELEASER, "at": ADOPTS}
    match what:
        case Returnable.DRAFT:
            return drafting.release_draft(state, reason=WHY, **by)
        case Returnable.FEEDBACK:
            return answering.sign_off_feedback(state, (), (), **by)
        case Returnable.SUPPLEMENT:
            return supplement.sign_off_supplement(state, (), (), **by)
        case Returnable.ADOPTION:
            return adoption.adopt_decision(state, **UNCHANGED, **by)


def resubmitted(what: Returnable, state: Consultation, *, changed: bool = False, answers_changed: bool = False) -> Consultation:
    """Submitted again, as it was or changed."""
    more: dict[str, Any] = {"answers_changed": answers_changed, "at": ADOPTS}
    match what:
        case Returnable.DRAFT:
            return told.submitted(told.drafted(state, text("b")) if changed else state)
        case Returnable.FEEDBACK:
            words = replace(WORDS, did="开市时间改为六点半。") if changed else WORDS
            return then(state, answering.prepare_feedback(state, words, text("d"), actor=ANSWERER, **more))
        case Returnable.SUPPLEMENT:
            said = WHY + "请知悉。" if changed else WHY
            return then(state, supplement.prepare_supplement(state, said, actor=ANSWERER, **more))
        case Returnable.ADOPTION:
            notice = replace(NOTICE, opinions_note="意见已逐条研究，另行说明。") if changed else NOTICE
            return then(state, adoption.prepare_adoption(state, notice, actor=DRAFTER, **more))


@OF_EACH
def test_it_goes_back_with_the_reason_and_by_whom(what: Returnable, submitted: Any, back: Any) -> None:
    state = back(submitted())
    pending = state.pending_return(what)
    assert (pending.by, pending.at, pending.reason) == (str(RELEASER.id), ADOPTS, REASON)
    assert what not in state.returns.submitted


@OF_EACH
def test_what_came_back_is_not_signed_before_it_is_mended(what: Returnable, submitted: Any, back: Any) -> None:
    with pytest.raises(ReturnNotMended):
        signed(what, back(submitted()))


@OF_EACH
def test_it_is_not_submitted_again_as_it_was(what: Returnable, submitted: Any, back: Any) -> None:
    with pytest.raises(ReturnedUnchanged):
        resubmitted(what, back(submitted()))


@OF_EACH
def test_changed_it_is_submitted_again_and_signed_also_by_whoever_returned_it(
    what: Returnable, submitted: Any, back: Any
) -> None:
    state = resubmitted(what, back(submitted(), actor=SECOND_RELEASER), changed=True)
    assert state.pending_return(what) is None
    assert signed(what, state)


@OF_EACH
def test_nor_does_it_come_back_to_what_it_was_after_a_change(what: Returnable, submitted: Any, back: Any) -> None:
    state = resubmitted(what, back(submitted()), changed=True)
    if what == Returnable.DRAFT:
        state = told.drafted(state, text("a"))
    with pytest.raises(ReturnedUnchanged):
        resubmitted(what, state)


@pytest.mark.parametrize(("what", "submitted", "back"), SUBMITTED[1:], ids=[what for what, *_ in SUBMITTED[1:]])
def test_other_answers_are_a_change_although_the_words_stay(what: Returnable, submitted: Any, back: Any) -> None:
    state = resubmitted(what, back(submitted()), answers_changed=True)
    assert signed(what, state)


@pytest.mark.parametrize("papers", [{"basis": ()}, {"contact": told.ContactPoint("市场建设处", "0000-0000002")}])
def test_other_papers_are_a_change_of_the_draft(papers: dict[str, Any]) -> None:
    state = draft_back(told.submitted())
    changed = then(state, drafting.prepare_materials(state, **told.MATERIALS | papers, actor=DRAFTER, at=ADOPTS))
    assert not changed.returns.unchanged(Returnable.DRAFT)


def test_what_a_review_returned_does_not_come_back_unchanged_either() -> None:
    state = told.submitted()
    facts: dict[str, Any] = {"actor": told.REVIEWER, "at": ADOPTS}
    state = then(state, drafting.review_draft(state, ReviewKind.LEGALITY, ReviewResult.RETURNED, REASON, **facts))
    with pytest.raises(ReturnedUnchanged):
        told.submitted(state)
    assert told.submitted(told.drafted(state, text("b")))


@OF_EACH
def test_it_is_returned_once(what: Returnable, submitted: Any, back: Any) -> None:
    with pytest.raises(AlreadyReturned):
        back(back(submitted()), actor=SECOND_RELEASER)


def test_nothing_is_returned_that_was_not_submitted() -> None:
    for state, back in (
        (told.complete(), draft_back),
        (told.drafted(told.submitted(), text("b")), draft_back),
        (told.closed(), feedback_back),
        (told.answered(), supplement_back),
        (told.deliberated(), adoption_back),
    ):
        with pytest.raises(NothingToReturn):
            back(state)


@pytest.mark.parametrize(
    ("state", "back"),
    [(told.released, draft_back), (told.signed_off, feedback_back), (supplement_signed_off, supplement_back)],
)
def test_what_is_signed_is_not_returned(state: Any, back: Any) -> None:
    with pytest.raises(SignedAlready):
        back(state())


def test_what_is_published_is_not_returned() -> None:
    with pytest.raises(AlreadyPublished):
        draft_back(told.published())
    with pytest.raises(AlreadyPublished):
        draft_back(told.published(told.forced()), actor=SECOND_RELEASER)
    with pytest.raises(AlreadyAnswered):
        feedback_back(told.answered())
    with pytest.raises(DecisionOver):
        adoption_back(told.adopted())


def test_an_early_release_is_returned_by_whoever_would_have_signed_it_off() -> None:
    with pytest.raises(SamePersonReturns):
        draft_back(told.forced())
    state = draft_back(told.forced(), actor=SECOND_RELEASER)
    assert (state.released, state.forced, state.reviews) == (False, False, {})


def test_nobody_returns_his_own() -> None:
    feedback, answered, deliberated = told.closed(), told.answered(), told.deliberated()
    by: dict[str, Any] = {"actor": EVERY_ROLE, "at": ADOPTS}
    own = [
        (told.submitted(actor=EVERY_ROLE), draft_back),
        (told.submitted(told.drafted(told.complete(), actor=EVERY_ROLE)), draft_back),
        (then(feedback, answering.prepare_feedback(feedback, WORDS, None, **by)), feedback_back),
        (then(answered, supplement.prepare_supplement(answered, WHY, **by)), supplement_back),
        (then(deliberated, adoption.prepare_adoption(deliberated, NOTICE, **by)), adoption_back),
    ]
    for state, back in own:
        with pytest.raises(SamePersonReturns):
            back(state, actor=EVERY_ROLE)


@OF_EACH
def test_by_a_releaser_of_the_division_with_a_reason(what: Returnable, submitted: Any, back: Any) -> None:
    state = submitted()
    with pytest.raises(RoleMissing):
        back(state, actor=ANSWERER)
    with pytest.raises(OtherDivision):
        back(state, actor=OUTSIDER)
    with pytest.raises(ReasonTooShort):
        back(state, "改一改")


def test_the_stages_say_that_it_came_back() -> None:
    for state in (draft_back(told.reviewed()), feedback_back(told.prepared()), adoption_back(told.ready())):
        missing = {type(refusal) for each in stage_statuses(state, None, ADOPTS) for refusal in each.missing}
        assert ReturnNotMended in missing


def test_a_supplement_published_is_no_measure_for_the_next() -> None:
    returned = resubmitted(Returnable.SUPPLEMENT, supplement_back(supplemented()), changed=True)
    state = supplement_signed_off(returned)
    assert supplemented(then(state, publish(state)))
