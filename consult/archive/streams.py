"""Reads streams of events with every sealed field not erased, and folds them into aggregates. For staff and authors only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

import msgspec

from consult.event_log import EventLog, LogEntry
from consult.sealed.mapper import unseal
from consult.sealed.store import SealedStore
from domain.activity import state as activities
from domain.activity.events import ActivityPlanned
from domain.activity.state import Activity
from domain.application import state as applications
from domain.application.events import ApplicationSubmitted
from domain.application.state import Application
from domain.catalogue import state as catalogue_states
from domain.catalogue.events import CataloguePrepared
from domain.catalogue.state import Catalogue, catalogue_stream
from domain.comment import state as comments
from domain.comment.events import CommentSubmitted, RegistrationCorrected
from domain.comment.registration import as_corrected
from domain.comment.state import Comment
from domain.consultation import state as consultations
from domain.consultation.events import DecisionStarted, FeedbackPublished, SupplementPublished
from domain.consultation.state import Consultation
from domain.event import Event, topics_of_same_aggregate
from domain.expertise import state as expertises
from domain.expertise.events import ExpertReviewPlanned
from domain.expertise.state import Expertise
from domain.grievance import state as grievances
from domain.grievance.events import GrievanceRegistered
from domain.grievance.state import Grievance
from domain.point import state as points
from domain.point.events import PointMade
from domain.point.state import Point
from domain.questionnaire import state as questionnaires
from domain.questionnaire.events import QuestionnaireDrafted
from domain.questionnaire.state import Questionnaire
from domain.questionnaire_response import state as responses
from domain.questionnaire_response.events import ResponseSubmitted
from domain.questionnaire_response.state import Response
from domain.refusals import Refusal
from domain.risk_assessment import state as assessments
from domain.risk_assessment.events import RiskAssessmentStarted
from domain.risk_assessment.state import RiskAssessment
from domain.undertaking import state as undertakings
from domain.undertaking.events import UndertakingSet
from domain.undertaking.state import Undertaking

E = TypeVar("E", bound=Event)


ACTIVITY_TOPICS = topics_of_same_aggregate(ActivityPlanned)
DECISION_TOPICS = topics_of_same_aggregate(DecisionStarted)
CATALOGUE_TOPICS = topics_of_same_aggregate(CataloguePrepared)
POINT_TOPICS = topics_of_same_aggregate(PointMade)
EXPERTISE_TOPICS = topics_of_same_aggregate(ExpertReviewPlanned)
APPLICATION_TOPICS = topics_of_same_aggregate(ApplicationSubmitted)
ASSESSMENT_TOPICS = topics_of_same_aggregate(RiskAssessmentStarted)
UNDERTAKING_TOPICS = topics_of_same_aggregate(UndertakingSet)
QUESTIONNAIRE_TOPICS = topics_of_same_aggregate(QuestionnaireDrafted)
RESPONSE_TOPICS = topics_of_same_aggregate(ResponseSubmitted)
PUBLICATION_TOPICS = (FeedbackPublished.topic, SupplementPublished.topic)


class NotFound(Refusal):
    """What a command or a page names is not there."""

    message = "没有找到所要的内容。"
    status = 404


class Archive(msgspec.Struct, frozen=True):
    """The log together with the sealed store."""

    log: EventLog
    sealed: SealedStore

    async def unsealed(self, entries: Sequence[LogEntry]) -> list[Event]:
        """The events of these entries, with every field open that was not erased."""
        refs = [(entry.originator_id, entry.originator_version) for entry in entries]
        found = await self.sealed.disclosures(refs)
        return [unseal(entry.state, found.get(ref, ()), entry.topic) for entry, ref in zip(entries, refs, strict=True)]

    async def events(self, stream_id: UUID) -> list[Event]:
        return await self.unsealed(await self.log.stream(stream_id))

    async def consultation(self, consultation_id: UUID) -> Consultation:
        """Raises NotFound."""
        state: Consultation | None = None
        for event in await self.events(consultation_id):
            if event.consultation_id != event.originator_id:
                break
            state = consultations.evolve(state, event)
        return _known(state)

    async def consultations(self, consultation_ids: Sequence[UUID]) -> list[Consultation]:
        """Several decisions at once, in the order of their first events; unknown ids are left out."""
        entries = await self.log.streams(consultation_ids, sorted(DECISION_TOPICS))
        found: dict[UUID, Consultation] = {}
        for event in await self.unsealed(entries):
            found[event.originator_id] = consultations.evolve(found.get(event.originator_id), event)
        return list(found.values())

    async def catalogues(self, years: Sequence[int]) -> dict[int, Catalogue]:
        """The catalogues of these years; one of which nothing is prepared is empty, at version 0."""
        found = {catalogue_stream(year): Catalogue(year=year) for year in years}
        entries = await self.log.streams(list(found), sorted(CATALOGUE_TOPICS))
        for event in await self.unsealed(entries):
            found[event.originator_id] = catalogue_states.evolve(found[event.originator_id], event)
        return {each.year: each for each in found.values()}

    async def comment(self, comment_id: UUID) -> Comment:
        """Raises NotFound."""
        state: Comment | None = None
        for event in await self.events(comment_id):
            state = comments.evolve(state, event) if state or event.topic == CommentSubmitted.topic else None
        return _known(state)

    async def submissions(self, comment_ids: Sequence[UUID]) -> dict[UUID, CommentSubmitted]:
        """What these comments say as they are registered now, by comment id, erased fields closed; unknown ids are left out."""
        entries = await self.log.streams(comment_ids, [CommentSubmitted.topic, RegistrationCorrected.topic])
        found: dict[UUID, CommentSubmitted] = {}
        for event in await self.unsealed(entries):
            if isinstance(event, CommentSubmitted):
                found[event.originator_id] = event
            elif known := found.get(event.originator_id):
                found[event.originator_id] = as_corrected(known, [event])
        return found

    async def grievance(self, grievance_id: UUID) -> Grievance:
        """Raises NotFound."""
        state: Grievance | None = None
        for event in await self.events(grievance_id):
            state = grievances.evolve(state, event) if state or event.topic == GrievanceRegistered.topic else None
        return _known(state)

    async def application(self, application_id: UUID) -> Application:
        """Raises NotFound."""
        return (await self.applications([application_id]))[0]

    async def applications(self, application_ids: Sequence[UUID]) -> list[Application]:
        """Applications to attend, in the order asked for. Raises NotFound."""
        found: dict[UUID, Application] = {}
        for event in await self.unsealed(await self.log.streams(application_ids, sorted(APPLICATION_TOPICS))):
            found[event.originator_id] = applications.evolve(found.get(event.originator_id), event)
        return [_known(found.get(each)) for each in application_ids]

    async def decision_of_point(self, point_id: UUID) -> UUID:
        """Which decision a point is about. Raises NotFound."""
        made = await self.log.streams([point_id], [PointMade.topic])
        return _known(made[0].consultation_id if made else None)

    async def point(self, point_id: UUID) -> Point:
        """Raises NotFound."""
        entries = await self.log.stream(point_id)
        consultation_id = _known(entries[0].consultation_id if entries and entries[0].is_of(PointMade) else None)
        return (await self._points(consultation_id, entries))[point_id]

    async def points(self, consultation_id: UUID, before: int | None = None) -> list[Point]:
        """All points of a decision that were not merged into another, in the order they were made.

        `before`: as they stood at this position of the log.
        """
        entries = await self.log.about(consultation_id, sorted(POINT_TOPICS))
        known = [entry for entry in entries if before is None or entry.position < before]
        found = await self._points(consultation_id, known, before)
        return [point for point in found.values() if point.is_active]

    async def expertise(self, expertise_id: UUID) -> Expertise:
        """An expert review. Raises NotFound."""
        state: Expertise | None = None
        for event in await self.unsealed(await self.log.streams([expertise_id], sorted(EXPERTISE_TOPICS))):
            state = expertises.evolve(state, event)
        return _known(state)

    async def expertises(self, consultation_id: UUID) -> list[Expertise]:
        """All expert reviews of a decision, in the order they were planned."""
        found: dict[UUID, Expertise] = {}
        for event in await self.unsealed(await self.log.about(consultation_id, sorted(EXPERTISE_TOPICS))):
            found[event.originator_id] = expertises.evolve(found.get(event.originator_id), event)
        return list(found.values())

    async def activity(self, activity_id: UUID) -> Activity:
        """A participation activity. Raises NotFound."""
        state: Activity | None = None
        for event in await self.unsealed(await self.log.streams([activity_id], sorted(ACTIVITY_TOPICS))):
            state = activities.evolve(state, event)
        return _known(state)

    async def activities(self, consultation_id: UUID) -> list[Activity]:
        """All participation activities of a decision, in the order they were planned."""
        found: dict[UUID, Activity] = {}
        for event in await self.unsealed(await self.log.about(consultation_id, sorted(ACTIVITY_TOPICS))):
            found[event.originator_id] = activities.evolve(found.get(event.originator_id), event)
        return list(found.values())

    async def assessment(self, assessment_id: UUID) -> RiskAssessment:
        """A risk assessment. Raises NotFound."""
        state: RiskAssessment | None = None
        for event in await self.unsealed(await self.log.streams([assessment_id], sorted(ASSESSMENT_TOPICS))):
            state = assessments.evolve(state, event)
        return _known(state)

    async def assessments(self, consultation_id: UUID) -> list[RiskAssessment]:
        """All risk assessments of a decision, in the order they were started."""
        found: dict[UUID, RiskAssessment] = {}
        for event in await self.unsealed(await self.log.about(consultation_id, sorted(ASSESSMENT_TOPICS))):
            found[event.originator_id] = assessments.evolve(found.get(event.originator_id), event)
        return list(found.values())

    async def undertaking(self, undertaking_id: UUID) -> Undertaking:
        """A task of execution. Raises NotFound."""
        state: Undertaking | None = None
        for event in await self.unsealed(await self.log.streams([undertaking_id], sorted(UNDERTAKING_TOPICS))):
            state = undertakings.evolve(state, event)
        return _known(state)

    async def questionnaire(self, questionnaire_id: UUID) -> Questionnaire:
        """Raises NotFound."""
        state: Questionnaire | None = None
        for event in await self.unsealed(await self.log.streams([questionnaire_id], sorted(QUESTIONNAIRE_TOPICS))):
            state = questionnaires.evolve(state, event)
        return _known(state)

    async def questionnaires(self, consultation_id: UUID) -> list[Questionnaire]:
        """All questionnaires of a decision, in the order they were started."""
        found: dict[UUID, Questionnaire] = {}
        for event in await self.unsealed(await self.log.about(consultation_id, sorted(QUESTIONNAIRE_TOPICS))):
            found[event.originator_id] = questionnaires.evolve(found.get(event.originator_id), event)
        return list(found.values())

    async def response(self, response_id: UUID) -> Response:
        """A response to a questionnaire. Raises NotFound."""
        state: Response | None = None
        for event in await self.unsealed(await self.log.streams([response_id], sorted(RESPONSE_TOPICS))):
            state = responses.evolve(state, event)
        return _known(state)

    async def responses(self, response_ids: Sequence[UUID]) -> list[ResponseSubmitted]:
        """What these responses answered, in the order of the log."""
        events = await self.unsealed(await self.log.streams(response_ids, [ResponseSubmitted.topic]))
        return [event for event in events if isinstance(event, ResponseSubmitted)]

    async def _points(self, consultation_id: UUID, entries: Sequence[LogEntry], before: int | None = None) -> dict[UUID, Point]:
        """Points folded from their entries, in the order of the log; each publication takes them as they are."""
        published = await self.log.streams([consultation_id], PUBLICATION_TOPICS)
        publications = [entry.position for entry in published if before is None or entry.position < before]
        found: dict[UUID, Point] = {}
        for entry, event in zip(entries, await self.unsealed(entries), strict=True):
            while publications and publications[0] < entry.position:
                publications.pop(0)
                found = {key: points.published(point) for key, point in found.items()}
            found[event.originator_id] = points.evolve(found.get(event.originator_id), event)
        return {key: points.published(point) for key, point in found.items()} if publications else found


T = TypeVar("T")


def _known(state: T | None) -> T:
    if state is None:
        raise NotFound
    return state
