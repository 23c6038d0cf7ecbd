"""The lot: vectors that a shell repeats, an order that is the same for everybody, and ten thousand in a second."""

from __future__ import annotations

import subprocess
import time
from uuid import UUID

import pytest

from domain.activity.lot import committed, lot_of, ranked, rankings, seed_of
from domain.activity.values import Quota
from domain.application.drawing import Drawable, draw_lot
from domain.application.refusals import (
    DrawnBefore,
    LotBeforeClose,
    NoLotAnnounced,
    SecretNotCommitted,
)
from domain.enumerations import RespondentKind, Selection, Side
from tests.domain.application.told import (
    AFTER,
    DECISION,
    ROOT,
    SEATS,
    SECRET,
    SEED,
    announced,
    applied,
    closed,
    draw,
    drawable,
    then,
)
from tests.domain.consultation.told import DRAFTER

SEED_VALUE = "ad6b8b6adc618a59a73a47d7c8c896048c05c574fa7a7104eef9b9f1410be68c"
IN_ORDER = [3, 1, 2, 4, 5]


def test_the_vectors() -> None:
    assert committed(SECRET) == "8414cd6b08e92be7f34132d9f8fabaa0cf0f072bab807b434e7ff02efc918a1e"
    assert seed_of(SECRET, ROOT) == SEED_VALUE
    assert lot_of(SEED_VALUE, UUID(int=3)) == "07179572f96c1d1e6b130389c0b508ed5ec578015de1bc4056b86ca262c93748"
    assert [each.int for each in ranked(SEED_VALUE, (UUID(int=number) for number in range(1, 6)))] == IN_ORDER
    assert seed_of(SECRET, ROOT, "00" * 32) != SEED_VALUE


def test_a_shell_finds_the_same_seed_and_order() -> None:
    lines = (
        f"seed=$(printf %s {SECRET}{ROOT} | sha256sum | cut -c1-64); for n in 1 2 3 4 5;"
        ' do printf "%s %s\\n" "$(printf "%s00000000-0000-0000-0000-00000000000$n" $seed | sha256sum | cut -c1-64)" $n; done'
        " | LC_ALL=C sort | cut -d' ' -f2"
    )
    said = subprocess.run(["/bin/sh", "-c", lines], capture_output=True, text=True, check=True)
    assert [int(each) for each in said.stdout.split()] == IN_ORDER


def test_each_side_is_ranked_by_itself() -> None:
    sides = {"a": [UUID(int=1), UUID(int=2)], "b": [UUID(int=3)]}
    assert rankings(SEED_VALUE, sides) == {UUID(int=1): 1, UUID(int=2): 2, UUID(int=3): 1}


def test_seats_go_to_the_first_of_each_side_and_to_nobody_else() -> None:
    people = [applied(number) for number in range(1, 6)] + [applied(6, Side.OPERATOR), applied(7, None)]
    lot, *admitted = draw(closed(), people)
    assert [(each.side, each.seats, each.applied) for each in lot.draws] == [
        (Side.RESIDENT, SEATS, 5),
        (Side.OPERATOR, 2, 1),
        (None, 2, 1),
    ]
    assert [(each.originator_id.int, each.rank) for each in admitted] == [(3, 1), (1, 2), (2, 3), (6, 1), (7, 1)]
    assert (lot.secret, lot.log_root, lot.token, lot.seed) == (SECRET, ROOT, None, SEED_VALUE)


def test_who_withdrew_after_the_close_keeps_his_rank_and_is_passed_over() -> None:
    people = [drawable(applied(number)) for number in range(1, 6)]
    gone = [Drawable(each.id, each.side, each.category, 2, each.id.int != 1) for each in people]
    _, *admitted = draw_lot(closed(), DECISION, gone, seed=SEED, actor=DRAFTER, at=AFTER)
    assert [(each.originator_id.int, each.rank) for each in admitted] == [(3, 1), (2, 3), (4, 4)]


def test_the_lot_is_drawn_once_after_the_close_with_the_secret_committed_to() -> None:
    people = [applied(1)]
    with pytest.raises(LotBeforeClose):
        draw(announced(), people)
    with pytest.raises(SecretNotCommitted):
        draw(closed(lot_commitment="00" * 32), people)
    state = closed()
    with pytest.raises(DrawnBefore):
        draw(then(state, *draw(state, people)), people)


def test_what_was_not_announced_to_be_drawn_is_not_drawn() -> None:
    invited = (Quota(Side.EXPERT, 1, False, Selection.INVITATION),)
    with pytest.raises(NoLotAnnounced):
        draw(closed(quotas=invited, observers_by_lot=False), [applied(1)])
    with pytest.raises(NoLotAnnounced):
        draw(closed(lot_commitment=None), [applied(1)])


def test_ten_thousand_applications_are_drawn_in_a_second() -> None:
    many = [Drawable(UUID(int=number), Side.RESIDENT, RespondentKind.INDIVIDUAL, 1, True) for number in range(10_000)]
    began = time.process_time()
    _, *admitted = draw_lot(closed(), DECISION, many, seed=SEED, actor=DRAFTER, at=AFTER)
    assert time.process_time() - began < 1
    assert len(admitted) == SEATS
