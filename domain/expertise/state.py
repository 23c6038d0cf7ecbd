"""The state of an expert review, folded from its events; works without the sealed contents."""

from __future__ import annotations

from uuid import UUID

import msgspec
from msgspec.structs import replace

from domain.enumerations import Interest, OpinionUse, ReviewForm
from domain.event import Event
from domain.expertise import events as e
from domain.sealing import Closed


class Expert(msgspec.Struct, frozen=True, kw_only=True):
    """One who was asked, by his number in the review. `interest`: None until he declares it.

    `used_at`: version of the stream that says last what became of his opinion.
    """

    number: int
    name: str | Closed
    unit: str | Closed
    field: str | Closed
    interest: Interest | None = None
    invited: bool = False
    opinion: e.ExpertOpinionGiven | None = None
    use: OpinionUse | None = None
    used_at: int | None = None
    reason: str | Closed | None = None

    @property
    def excluded(self) -> bool:
        return self.interest == Interest.DIRECT


class Expertise(msgspec.Struct, frozen=True, kw_only=True):
    """One expert review 专家论证 of a decision. `text_version`: of the decision's stream, where the text reviewed stands."""

    id: UUID
    version: int
    consultation_id: UUID
    form: ReviewForm
    text_version: int
    needed: int
    subject: str | Closed
    experts: tuple[Expert, ...] = ()
    concluded: bool = False

    @property
    def opinions(self) -> tuple[Expert, ...]:
        """Those who gave one."""
        return tuple(expert for expert in self.experts if expert.opinion is not None)

    @property
    def begun(self) -> bool:
        """Whether an opinion waits for the end of the review."""
        return bool(self.opinions) and not self.concluded


def evolve(state: Expertise | None, event: Event) -> Expertise:
    """The review after `event`. Never refuses; an event of a kind not known here only advances the version."""
    if isinstance(event, e.ExpertReviewPlanned):
        return _planned(event)
    if state is None:
        raise TypeError(f"an expert review begins with expert-review-planned, not {event.topic}")
    return _changed(replace(state, version=event.originator_version), event)


def _planned(event: e.ExpertReviewPlanned) -> Expertise:
    return Expertise(
        id=event.originator_id,
        version=event.originator_version,
        consultation_id=event.consultation_id,
        form=event.form,
        text_version=event.text_version,
        needed=event.needed,
        subject=event.subject,
    )


def _changed(state: Expertise, event: Event) -> Expertise:
    match event:
        case e.ExpertAsked():
            asked = Expert(number=event.expert, name=event.name, unit=event.unit, field=event.field)
            return replace(state, experts=(*state.experts, asked))
        case e.InterestDeclared(expert=number, interest=interest):
            return _with(state, number, interest=interest)
        case e.ExpertInvited(expert=number):
            return _with(state, number, invited=True)
        case e.ExpertOpinionGiven(expert=number):
            return _with(state, number, opinion=event)
        case e.ExpertOpinionUsed(expert=number, use=use, reason=reason):
            return _with(state, number, use=use, reason=reason, used_at=state.version)
        case e.ExpertReviewConcluded():
            return replace(state, concluded=True)
        case _:
            return state


def _with(state: Expertise, number: int, **facts: object) -> Expertise:
    experts = (replace(each, **facts) if each.number == number else each for each in state.experts)
    return replace(state, experts=tuple(experts))
