"""The public ledger balances at every position, and says what the domain's own says."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from consult.database import Database
from domain.consultation.ledger import Ledger
from domain.history import Decision, History
from projections.catch_up import catch_up
from projections.consultations.queries import consultation
from projections.rebuild import rebuild
from projections.runner import projected_position
from projections.worklists.coverage_gate import coverage_gate
from projections.worklists.queries import coverage
from tests.projections.random_lives import RandomLives
from tests.projections.standings import coverage_one_by_one

pytestmark = pytest.mark.anyio


def expected(decision: Decision) -> Ledger:
    """The domain's ledger, with the answers that are public: none before the feedback."""
    ledger = decision.ledger()
    if decision.consultation and decision.consultation.answered_at:
        return ledger
    return replace(ledger, answered=0, unanswered=ledger.published + ledger.withheld)


@pytest.mark.parametrize("seed", [31, 32])
async def test_it_balances_at_every_position_and_agrees_with_the_domain(database: Database, seed: int) -> None:
    lives, history = RandomLives(seed, decisions=2), History()
    for _ in range(250):
        decision = history.apply(lives.step())
        await catch_up(database.pool, lives.source)
        view = await consultation(database.pool, lives.source.log[-1].consultation_id)
        if view:
            view.ledger.balance()
            assert view.ledger == expected(decision), history.size - 1
            assert view.dispositions["unanswered"] == view.ledger.unanswered
            assert view.position == history.size - 1


@pytest.mark.parametrize("seed", [41, 42, 43])
async def test_it_agrees_with_the_domain_however_long_the_history(database: Database, seed: int) -> None:
    lives = RandomLives(seed)
    history = History(lives.run(900).log)
    await rebuild(database.pool, lives.source)
    for decision in lives.decisions:
        view = await consultation(database.pool, decision.id)
        known = history.decisions[decision.id]
        assert view
        assert view.ledger == expected(known)
        seen = await coverage(database.pool, decision.id)
        one_by_one = await coverage_one_by_one(database.pool, decision.id)
        for whole in (known.coverage(), one_by_one):
            assert (seen.position, seen.missing) == (whole.position, whole.missing)
            assert (seen.awaiting, seen.uncovered) == (whole.awaiting[:100], whole.uncovered[:100])
            assert seen.points_without_disposition == whole.points_without_disposition
        assert seen.dispositions == one_by_one.dispositions
        figures = await coverage_gate(database.pool, decision.id)
        counted = (figures.position, figures.ledger, figures.awaiting, figures.uncovered, figures.open_points, figures.complete)
        missing = (seen.missing.awaiting, seen.missing.uncovered, seen.missing.open_points)
        assert counted == (seen.position, seen.ledger, *missing, seen.complete)
        assert figures.missing == seen.missing
        assert seen.ledger == known.coverage().ledger


async def test_coverage_of_a_decision_nobody_knows_is_at_no_position(database: Database) -> None:
    lives = RandomLives(44)
    await catch_up(database.pool, lives.source)
    nobody = await coverage(database.pool, lives.decisions[0].id)
    assert (nobody.position, nobody.ledger.received) == (-1, 0)
    assert await projected_position(database.pool) == -1
