"""征求有关单位意见 ([713] art. 13): units are asked, answer, and what came of a disagreement is recorded."""

from __future__ import annotations

from datetime import date, datetime

from msgspec.structs import asdict

from domain.access import ASKED, Actor, Role, require_role
from domain.calendar import local_date
from domain.consultation.assessed import current_text
from domain.consultation.events import UnitAnswered, UnitAsked, UnitOpinionCoordinated
from domain.consultation.refusals import DraftMissing
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import checked_past_date, reason_text, require_running
from domain.consultation.steps.divisions import Known, known_division
from domain.consultation.unit_events import Dispute
from domain.consultation.unit_refusals import (
    AnswerFileMissing,
    AnswersByItself,
    DisagreementOpen,
    DisputeIncomplete,
    DueNotAhead,
    NothingToCoordinate,
    NotToBeAsked,
    UnitAnsweredAlready,
    UnitAskedAlready,
    UnitNotAsked,
    UnitOpinionsAwaited,
    UnitUndertakes,
    UnitUnnamed,
)
from domain.consultation.units import UnitOpinion
from domain.enumerations import Coordination, UnitPosition
from domain.event import next_fields
from domain.sealing import CLOSED
from domain.text import NOTE, ORGANISATION, is_blank, normalised_text, optional_name, optional_text
from domain.values import Blob

OPINION = 10_000  # code points


def ask_unit(
    state: Consultation,
    *,
    division: str | None,
    name: str | None,
    due_on: date,
    letter: str,
    known: Known,
    actor: Actor,
    at: datetime,
) -> UnitAsked:
    """A division is asked, or an outside unit by its name, on the text as it stands.

    Raises NotToBeAsked, DraftMissing, UnitUnnamed, DivisionUnknown, UnitUndertakes, UnitAskedAlready, DueNotAhead, TextRefused.
    """
    require_running(state, actor, Role.DRAFTER)
    if state.published_at is not None and state.period_closed_at is None:
        raise NotToBeAsked
    version, _ = current_text(state)
    if version is None:
        raise DraftMissing
    asked = _unit_named(state, division, name, known)
    if due_on <= local_date(at):
        raise DueNotAhead(field="due_on")
    return UnitAsked(
        unit=len(state.units.opinions) + 1,
        division=division,
        name=asked,
        text_version=version,
        due_on=due_on,
        letter=normalised_text(letter, field="letter", max_length=NOTE),
        **next_fields(state, actor, at),
    )


def _unit_named(state: Consultation, division: str | None, name: str | None, known: Known) -> str:
    """The name of the unit; one that is not awaited already."""
    outside = optional_name(name, field="name", max_length=ORGANISATION)
    if (division is None) == (outside is None):
        raise UnitUnnamed(field="division_id")
    if division is not None and (division == state.lead_id or division in state.units.joint):
        raise UnitUndertakes(field="division_id")
    asked = outside or known_division(known, division or "").name
    if any(each.awaited and (each.division, each.name) == (division, asked) for each in state.units.opinions):
        raise UnitAskedAlready(field="division_id" if division else "name")
    return asked


def answer_as_unit(
    state: Consultation, unit: int, position: UnitPosition, text: str | None, *, actor: Actor, at: datetime
) -> UnitAnswered:
    """A division with accounts answers itself. Raises UnitNotAsked, UnitAnsweredAlready, OtherDivision, ReasonTooShort."""
    if any(each.number == unit and each.division == actor.division_id and not each.awaited for each in state.units.opinions):
        require_role(actor, Role.REVIEWER)
        raise UnitAnsweredAlready
    require_running(state, actor, Role.REVIEWER, ASKED)
    opinion = _opinion_of(state, unit)
    if opinion.division != actor.division_id:
        raise UnitNotAsked
    return _answered(state, opinion, position, text, local_date(at), None, actor=actor, at=at)


def enter_unit_answer(
    state: Consultation,
    unit: int,
    position: UnitPosition,
    text: str | None,
    *,
    received_on: date,
    file: Blob | None,
    actor: Actor,
    at: datetime,
) -> UnitAnswered:
    """The answer of an outside unit, with its signed letter.

    Raises UnitNotAsked, AnswersByItself, UnitAnsweredAlready, AnswerFileMissing, DateAhead, ReasonTooShort.
    """
    require_running(state, actor, Role.DRAFTER)
    opinion = _opinion_of(state, unit)
    if opinion.division is not None:
        raise AnswersByItself(field="unit")
    _refuse_answered(opinion)
    if file is None:
        raise AnswerFileMissing(field="files")
    received = checked_past_date(received_on, at, field="received_on")
    return _answered(state, opinion, position, text, received, file, actor=actor, at=at)


def _answered(
    state: Consultation,
    opinion: UnitOpinion,
    position: UnitPosition,
    text: str | None,
    received_on: date,
    file: Blob | None,
    *,
    actor: Actor,
    at: datetime,
) -> UnitAnswered:
    """Recorded as late after the due date. Whoever does not simply agree says what he has in mind."""
    said = optional_text(text, field="text", max_length=OPINION)
    if position != UnitPosition.AGREE:
        said = reason_text(said or "", state, field="text")
    return UnitAnswered(
        unit=opinion.number,
        division=opinion.division,
        received_on=received_on,
        late=received_on > opinion.due_on,
        position=position,
        text=said,
        file=file,
        **next_fields(state, actor, at),
    )


def coordinate_opinion(
    state: Consultation,
    unit: int,
    result: Coordination,
    note: str,
    dispute: Dispute | None = None,
    *,
    actor: Actor,
    at: datetime,
) -> UnitOpinionCoordinated:
    """What came of talking it over, or of asking for an answer that did not come; recorded again, the last one counts.

    Raises UnitNotAsked, NothingToCoordinate, DisputeIncomplete, ReasonTooShort.
    """
    require_running(state, actor, Role.DRAFTER)
    opinion = _opinion_of(state, unit)
    if not may_be_coordinated(opinion, at):
        raise NothingToCoordinate
    told = _checked_dispute(dispute) if result == Coordination.NOT_AGREED else None
    said = reason_text(note, state, field="note")
    return UnitOpinionCoordinated(unit=unit, result=result, note=said, dispute=told, **next_fields(state, actor, at))


def may_be_coordinated(opinion: UnitOpinion, at: datetime) -> bool:
    """Whether the unit does not simply agree, or lets its time pass."""
    in_time = opinion.awaited and opinion.due_on >= local_date(at)
    return not in_time and opinion.position != UnitPosition.AGREE


def _checked_dispute(dispute: Dispute | None) -> Dispute:
    """All five parts. Raises DisputeIncomplete at the first that is missing."""
    parts = asdict(dispute) if dispute else {"question": ""}
    for name, text in parts.items():
        if is_blank(text):
            raise DisputeIncomplete(field=name)
    return Dispute(**{name: normalised_text(text, field=name, max_length=NOTE) for name, text in parts.items()})


def require_units_heard(state: Consultation, at: datetime) -> None:
    """Whoever was asked has answered, or let the time pass; nobody's disagreement is left open.

    Raises UnitOpinionsAwaited, and what `require_agreement` does.
    """
    awaited = [each for each in state.units.opinions if each.awaited and each.due_on >= local_date(at)]
    if awaited:
        raise UnitOpinionsAwaited(count=len(awaited))
    require_agreement(state)


def require_agreement(state: Consultation) -> None:
    """Of each disagreement it is said what came of it ([713] art. 13). Raises DisagreementOpen."""
    open_ones = [str(each.number) for each in state.units.opinions if each.position is not CLOSED and each.disputed]
    if open_ones:
        raise DisagreementOpen(units="、".join(open_ones))


def _opinion_of(state: Consultation, number: int) -> UnitOpinion:
    """Raises UnitNotAsked."""
    for opinion in state.units.opinions:
        if opinion.number == number:
            return opinion
    raise UnitNotAsked(field="unit")


def _refuse_answered(opinion: UnitOpinion) -> None:
    if not opinion.awaited:
        raise UnitAnsweredAlready
