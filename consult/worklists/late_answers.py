"""What waits after the feedback: comments to screen and to answer, a supplement to draft, to sign, to publish."""

from __future__ import annotations

from collections.abc import Iterator

from consult.commands.desk_step import DeskStep
from consult.commands.table import TABLE
from domain.consultation.coverage import AnswersMissing
from domain.consultation.state import Consultation


def late_steps(state: Consultation, missing: AnswersMissing) -> list[DeskStep]:
    """The steps that come next for comments without a public answer, whoever takes them."""
    pages = frozenset(_pages(state, missing))
    return [row for row in TABLE if row.stage is not None and row.page in pages]


def _pages(state: Consultation, missing: AnswersMissing) -> Iterator[str]:
    if missing.awaiting:
        yield "/screening"
    if missing.uncovered or missing.open_points:
        yield "/points"
    elif missing.unpublished:
        yield from _of_supplement(state)


def _of_supplement(state: Consultation) -> tuple[str, ...]:
    if state.supplement_prepared_by is None:
        return ("/supplement",)
    signed = state.supplement_signed_off_by is not None
    return ("/supplement/publication",) if signed else ("/supplement/sign-off", "/supplement/return")
