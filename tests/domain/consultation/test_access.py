"""Every command of the procedure belongs to a role and a division, and stops when the decision is over."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from domain.access import Actor, OtherDivision, Role, RoleMissing
from domain.consultation.refusals import DecisionOver
from domain.consultation.steps import adoption, answering, archiving, drafting, legality, period
from domain.enumerations import DeliberationResult, EndingKind, LegalityResult, Retention, ReviewKind, ReviewResult, WaivableStep
from domain.sealing import CLOSED
from tests.domain.consultation.told import (
    CALL,
    CLOSES,
    COVERED,
    DAY,
    LAWFUL,
    MATERIALS,
    MINUTES,
    OPENS,
    OUTSIDER,
    POWERLESS,
    UNCHANGED,
    WHY,
    WORDS,
    adopted,
    ended,
    published,
    started,
)
from tests.domain.examples import NOTICE, text

VERBS: list[tuple[Any, Role, tuple[Any, ...], dict[str, Any]]] = [
    (drafting.prepare_draft, Role.DRAFTER, (text("a"),), {}),
    (drafting.prepare_materials, Role.DRAFTER, (), MATERIALS),
    (drafting.request_review, Role.DRAFTER, (), {}),
    (drafting.review_draft, Role.REVIEWER, (ReviewKind.SECRECY, ReviewResult.PASSED, None), {}),
    (drafting.release_draft, Role.RELEASER, (), {"reason": WHY}),
    (drafting.sign_off_release, Role.RELEASER, (), {}),
    (period.publish_consultation, Role.RELEASER, (), CALL),
    (period.extend_period, Role.RELEASER, (CLOSES + DAY, WHY), {}),
    (period.delay_answer, Role.RELEASER, (date(2026, 12, 1), WHY), {}),
    (answering.prepare_feedback, Role.ANSWERER, (WORDS, None), {}),
    (answering.sign_off_feedback, Role.RELEASER, ((), ()), {}),
    (answering.publish_feedback, Role.RELEASER, (COVERED,), UNCHANGED),
    (adoption.waive_step, Role.RELEASER, (WaivableStep.EXPERT_REVIEW, WHY), {}),
    (adoption.review_fair_competition, Role.REVIEWER, (), {"passed": True, "opinion": WHY}),
    (legality.review_legality, Role.REVIEWER, (LegalityResult.LAWFUL,), LAWFUL),
    (
        adoption.deliberate_decision,
        Role.RELEASER,
        (DeliberationResult.PASSED,),
        {"met_on": date(2026, 3, 1), "meeting": "局长办公会", "minutes": MINUTES},
    ),
    (adoption.prepare_adoption, Role.DRAFTER, (NOTICE,), {}),
    (archiving.archive_records, Role.RELEASER, ("WS·2026-Y-0003", Retention.PERMANENT), {}),
    (adoption.adopt_decision, Role.RELEASER, (), UNCHANGED),
    (adoption.end_decision, Role.RELEASER, (EndingKind.SHELVED, WHY), {}),
]
NAMED = pytest.mark.parametrize(("verb", "role", "args", "facts"), VERBS, ids=[verb[0].__name__ for verb in VERBS])


@NAMED
def test_a_person_without_the_role_is_refused(verb: Any, role: Role, args: tuple[Any, ...], facts: dict[str, Any]) -> None:
    others = Actor(POWERLESS.id, "market", frozenset(set(Role) - {role}))
    with pytest.raises(RoleMissing) as refused:
        verb(published(), *args, **facts, actor=others, at=OPENS)
    assert refused.value.params == {"role": role.value}


@NAMED
def test_another_divisions_staff_are_refused(verb: Any, role: Role, args: tuple[Any, ...], facts: dict[str, Any]) -> None:
    with pytest.raises(OtherDivision):
        verb(published(), *args, **facts, actor=OUTSIDER, at=OPENS)


@NAMED
def test_nobody_acts_on_a_decision_whose_division_cannot_be_seen(
    verb: Any, role: Role, args: tuple[Any, ...], facts: dict[str, Any]
) -> None:
    able = Actor(POWERLESS.id, "market", frozenset({role}))
    with pytest.raises(OtherDivision):
        verb(replace(started(), division=CLOSED), *args, **facts, actor=able, at=OPENS)


@NAMED
@pytest.mark.parametrize("over", [adopted, ended])
def test_nothing_is_done_after_the_end(over: Any, verb: Any, role: Role, args: tuple[Any, ...], facts: dict[str, Any]) -> None:
    if verb is archiving.archive_records:
        return  # what comes after it
    able = Actor(POWERLESS.id, "market", frozenset({role}))
    with pytest.raises(DecisionOver):
        verb(over(), *args, **facts, actor=able, at=OPENS)
