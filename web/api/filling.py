"""The API's shapes filled from the read models."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from consult.reading.grievances import OwnGrievance
from domain.values import Division
from projections.comments.views import CommentView
from projections.consultations.views import ConsultationView
from projections.points.breadth import Breadth
from projections.points.views import FeedbackView, PointView, SupplementView
from web.api.shapes import (
    ApiAnswer,
    ApiArticle,
    ApiComment,
    ApiConsultation,
    ApiDivision,
    ApiFeedback,
    ApiFile,
    ApiForcedRelease,
    ApiGrievances,
    ApiHandOver,
    ApiJointDivision,
    ApiLedger,
    ApiOwnGrievance,
    ApiPlace,
    ApiPoint,
    ApiRegistrationCorrection,
    ApiRespondent,
    ApiRevision,
    ApiSupplement,
    ApiTold,
    ApiUnitAsked,
)


def api_consultation(view: ConsultationView, now: datetime) -> ApiConsultation:
    ledger, forced = view.ledger, view.forced_release
    return ApiConsultation(
        **{name: getattr(view, name) for name in ApiConsultation.__struct_fields__ if name in PLAIN},
        state=view.state(now).value,
        regime=view.regime.value if view.regime else None,
        forced_release=ApiForcedRelease(forced.reason, forced.signed_off_at) if forced else None,
        place=ApiPlace(view.place.year, view.place.matter, view.place.reason) if view.place else None,
        division=ApiDivision(view.division.id, view.division.name) if view.division else None,
        joint_divisions=[
            ApiJointDivision(each.division.id, each.division.name, list(each.articles)) for each in view.units.joint
        ],
        handed_over=[ApiHandOver(_division(each.division), each.agreed_on) for each in view.units.handed_over],
        units_asked=[
            ApiUnitAsked(each.name, each.asked_on, each.due_on, each.received_on, each.late) for each in view.units.shown
        ],
        articles=[ApiArticle(article.id, article.label, article.text, list(article.path)) for article in view.articles],
        ledger=ApiLedger(*(getattr(ledger, name) for name in ApiLedger.__struct_fields__)),
        grievances=ApiGrievances(*(getattr(view.grievances, name) for name in ApiGrievances.__struct_fields__)),
    )


def _division(division: Division) -> ApiDivision:
    return ApiDivision(division.id, division.name)


PLAIN = frozenset(
    [
        "id",
        "number",
        "title",
        "decision_organ",
        "published_at",
        "opens_at",
        "closes_at",
        "answer_due_on",
        "answered_at",
        "adopted_at",
        "ended_at",
        "draft_version",
        "position",
        "dispositions",
    ]
)


def api_point(point: PointView) -> ApiPoint:
    answer = point.disposition
    return ApiPoint(point.id, point.summary, answer.kind.value if answer else None, answer.reason if answer else None)


def api_revisions(view: CommentView | None) -> list[ApiRevision]:
    return [
        ApiRevision(
            at=each.at,
            position=each.position,
            before=each.before.value,
            outcome=each.outcome.value,
            reason=each.reason.value if each.reason else None,
        )
        for each in (view.revisions if view else ())
    ]


def api_registrations(view: CommentView | None) -> list[ApiRegistrationCorrection]:
    return [
        ApiRegistrationCorrection(at=each.at, position=each.position, facts=list(each.facts), cause=each.cause.value)
        for each in (view.registrations if view else ())
    ]


def api_comment(view: CommentView) -> ApiComment:
    return ApiComment(
        number=view.number,
        position=view.position,
        submitted_at=view.submitted_at,
        channel=view.channel.value,
        respondent=ApiRespondent(view.respondent_kind.value, view.name, view.organisation),
        articles=list(view.articles),
        status=view.status.value,
        text=view.text,
        proposed_wording=view.proposed_wording,
        redacted=view.redacted,
        late=view.late,
        reason=view.reason.value if view.reason else None,
        public_note=view.public_note,
        referred_at=view.referred_at,
        attachments=[ApiFile(blob.sha256, blob.size, blob.media_type) for blob in view.attachments],
        treatments=[each.value for each in view.treatments],
        revisions=api_revisions(view),
        registrations=api_registrations(view),
        points=[api_point(point) for point in view.points],
    )


def api_own_grievance(own: OwnGrievance | None) -> ApiOwnGrievance | None:
    if own is None:
        return None
    return ApiOwnGrievance(
        beside=own.beside,
        registered_at=own.registered_at,
        reason=own.reason,
        due_on=own.due_on,
        overdue=own.overdue,
        told=[ApiTold(at=each.at, to=each.to.value, organ=each.organ, told=each.told) for each in own.told],
        outcome=own.outcome.value if own.outcome else None,
        closed_at=own.closed_at,
        answer=own.answer,
    )


def api_supplement(view: SupplementView) -> ApiSupplement:
    return ApiSupplement(
        number=view.number,
        position=view.position,
        published_at=view.published_at,
        text=view.text,
        points=view.points,
        comments=view.comments,
        ledger=msgspec.structs.asdict(view.ledger),
        dispositions={item.kind.value: item.points for item in view.dispositions},
        contradictions=list(view.contradictions),
    )


def api_feedback(
    view: FeedbackView, points: tuple[PointView, ...], supplements: tuple[SupplementView, ...], breadth: Breadth
) -> ApiFeedback:
    figures: dict[str, Any] = msgspec.structs.asdict(view.ledger)
    return ApiFeedback(
        position=view.position,
        published_at=view.published_at,
        asked=view.text.asked if view.text else None,
        heard=view.text.heard if view.text else None,
        did=view.text.did if view.text else None,
        ledger=figures,
        breadth=msgspec.structs.asdict(breadth),
        dispositions={item.kind.value: item.points for item in view.dispositions},
        contradictions=list(view.contradictions),
        changed_without_comment=list(view.changed_without_comment),
        points=[
            ApiAnswer(
                id=point.id,
                number=point.number,
                summary=point.summary,
                articles=list(point.articles),
                disposition=point.disposition,
                comments=list(point.comment_numbers),
                supplement=point.supplement,
            )
            for point in points
        ],
        supplements=[api_supplement(each) for each in supplements],
    )
