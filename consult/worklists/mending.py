"""Where what was returned 退回修改 is changed, and by whom."""

from __future__ import annotations

from datetime import datetime

from consult.commands.consultation import adoption, answering, drafting, supplement
from consult.commands.desk_step import DeskCommand
from consult.commands.table import row_of
from domain.access import Actor
from domain.consultation.state import Consultation
from domain.enumerations import Returnable

MENDED_BY: dict[Returnable, DeskCommand] = {
    Returnable.DRAFT: row_of(drafting.PrepareDraft),
    Returnable.FEEDBACK: row_of(answering.PrepareFeedback),
    Returnable.SUPPLEMENT: row_of(supplement.PrepareSupplement),
    Returnable.ADOPTION: row_of(adoption.PrepareAdoption),
}


def mending_by_what(state: Consultation, actor: Actor, now: datetime) -> dict[Returnable, DeskCommand]:
    """Of what waits to be changed, where this person changes it."""
    rows = {what: MENDED_BY[what] for what in state.returns.pending}
    return {what: row for what, row in rows.items() if row.may(actor, state.divisions, state, now)}


def mending_steps(state: Consultation, actor: Actor, now: datetime) -> list[DeskCommand]:
    """Where this person changes what was returned."""
    return list(mending_by_what(state, actor, now).values())
