"""归档 ([713] art. 33): the records of a decision that is over are handed to the archive, under its number and for how long."""

from __future__ import annotations

from datetime import datetime

from domain.access import Actor, Role, require
from domain.consultation.events import RecordsArchived
from domain.consultation.outcome_refusals import ArchivedBefore, StillRunning
from domain.consultation.state import Consultation
from domain.enumerations import Retention
from domain.event import next_fields
from domain.text import ORGANISATION, name_text


def archive_records(state: Consultation, number: str, retention: Retention, *, actor: Actor, at: datetime) -> RecordsArchived:
    """Again under another number, where records came later 补充归档. Raises StillRunning, ArchivedBefore, TextRefused."""
    require(actor, Role.RELEASER, state.divisions)
    if state.adopted_at is None and state.ended_at is None:
        raise StillRunning
    text = name_text(number, field="number", max_length=ORGANISATION, required=True)
    if text == state.archive_number:
        raise ArchivedBefore(field="number")
    return RecordsArchived(number=text, retention=retention, **next_fields(state, actor, at))
