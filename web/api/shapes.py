"""The API's shapes, fixed: what a program may rely on."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from domain.values import DispositionText
from projections.comments.views import CommentView
from projections.consultations.views import ConsultationView
from projections.points.breadth import Breadth
from projections.points.views import FeedbackView, PointView, SupplementView


class ApiArticle(msgspec.Struct, frozen=True):
    """An article, or an item of a plan; `path`: the headings above it."""

    id: str
    label: str
    text: str
    path: list[str]


class ApiDivision(msgspec.Struct, frozen=True):
    id: str
    name: str


class ApiLedger(msgspec.Struct, frozen=True):
    """received = published + withheld + withdrawn + awaiting."""

    received: int
    published: int
    withheld: int
    withdrawn: int
    awaiting: int
    distinct_texts: int


class ApiForcedRelease(msgspec.Struct, frozen=True):
    """Released before all three reviews passed. `signed_off_at`: by another person, afterwards."""

    reason: str | None
    signed_off_at: datetime | None


class ApiConsultation(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    number: str
    title: str | None
    division: ApiDivision | None
    state: str
    regime: str | None
    decision_organ: str | None
    published_at: datetime
    opens_at: datetime
    closes_at: datetime
    answer_due_on: date | None
    answered_at: datetime | None
    adopted_at: datetime | None
    ended_at: datetime | None
    draft_version: int
    forced_release: ApiForcedRelease | None
    position: int
    articles: list[ApiArticle]
    ledger: ApiLedger
    dispositions: dict[str, int]


class ApiConsultations(msgspec.Struct, frozen=True):
    items: list[ApiConsultation]
    total: int
    page: int
    size: int


class ApiRespondent(msgspec.Struct, frozen=True):
    kind: str
    name: str | None
    organisation: str | None


class ApiPoint(msgspec.Struct, frozen=True):
    id: UUID
    summary: str | None
    disposition: str | None
    reason: str | None


class ApiRevision(msgspec.Struct, frozen=True, kw_only=True):
    """A revision of the screening: from what to what (`published`, `redacted`, `withheld`), and why something is hidden."""

    at: datetime
    position: int
    before: str
    outcome: str
    reason: str | None


class ApiFile(msgspec.Struct, frozen=True):
    """A published file: at `/blobs/<sha256>`. `size` in bytes."""

    sha256: str
    size: int
    media_type: str


class ApiComment(msgspec.Struct, frozen=True, kw_only=True):
    """One row for every comment received, whatever its status; `text` is null where it is not public.

    `attachments`: as they are published. `treatments`: of each that came, where not all are published as they came:
    `as-it-came`, `cleaned` (a copy without position, camera and author is published), `left-out`.
    """

    number: int
    position: int
    submitted_at: datetime
    channel: str
    respondent: ApiRespondent
    articles: list[str]
    status: str
    text: str | None
    proposed_wording: str | None
    redacted: bool
    late: bool
    reason: str | None
    public_note: str | None
    attachments: list[ApiFile]
    treatments: list[str]
    revisions: list[ApiRevision]
    points: list[ApiPoint]


class ApiComments(msgspec.Struct, frozen=True):
    items: list[ApiComment]
    next: str | None


class ApiAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """`supplement`: published with the n-th supplement; 0 with the feedback itself."""

    id: UUID
    number: int
    summary: str | None
    articles: list[str]
    disposition: DispositionText | None
    comments: list[int]
    supplement: int


class ApiSupplement(msgspec.Struct, frozen=True, kw_only=True):
    """Answers published after the feedback. `points`: how many new ones; `comments`: how many comments were answered."""

    number: int
    position: int
    published_at: datetime
    text: str | None
    points: int
    comments: int
    ledger: dict[str, int]
    dispositions: dict[str, int]
    contradictions: list[str]


class ApiFeedback(msgspec.Struct, frozen=True, kw_only=True):
    position: int
    published_at: datetime
    asked: str | None
    heard: str | None
    did: str | None
    ledger: dict[str, int]
    breadth: dict[str, int]
    dispositions: dict[str, int]
    contradictions: list[str]
    changed_without_comment: list[str]
    points: list[ApiAnswer]
    supplements: list[ApiSupplement]


class ApiChallenge(msgspec.Struct, frozen=True):
    """ALTCHA, version 2."""

    parameters: dict[str, Any]
    signature: str


class ApiRefusedAttempts(msgspec.Struct, frozen=True):
    total: int
    by_reason: dict[str, int]


class ApiSubmitted(msgspec.Struct, frozen=True, kw_only=True):
    """`entry`: base64 of the exact bytes of the leaf; `reference`: secret."""

    reference: str
    number: int | None
    position: int
    leaf_hash: str
    entry: bytes
    disclosures: list[str]
    checkpoint: str
    receipt_url: str


class ApiReceivedFile(msgspec.Struct, frozen=True):
    """`size` in bytes. `treatment` and `copy`: as of a comment's files; SHA-256 of what is shown in its place."""

    name: str | None
    size: int
    sha256: str
    treatment: str | None
    copy: str | None


class ApiReceipt(msgspec.Struct, frozen=True, kw_only=True):
    """`articles`: labels of those commented on."""

    reference: str
    consultation_id: UUID
    number: int | None
    status: str
    reason: str | None
    redacted: bool
    revisions: list[ApiRevision]
    submitted_at: datetime
    articles: list[str]
    text: str | None
    attachments: list[ApiReceivedFile]
    position: int
    leaf_hash: str
    entry: bytes
    disclosures: list[str]
    checkpoint: str
    proof: str
    points: list[ApiPoint]


def api_consultation(view: ConsultationView, now: datetime) -> ApiConsultation:
    ledger, forced = view.ledger, view.forced_release
    return ApiConsultation(
        **{name: getattr(view, name) for name in ApiConsultation.__struct_fields__ if name in PLAIN},
        state=view.state(now).value,
        regime=view.regime.value if view.regime else None,
        forced_release=ApiForcedRelease(forced.reason, forced.signed_off_at) if forced else None,
        division=ApiDivision(view.division.id, view.division.name) if view.division else None,
        articles=[ApiArticle(article.id, article.label, article.text, list(article.path)) for article in view.articles],
        ledger=ApiLedger(*(getattr(ledger, name) for name in ApiLedger.__struct_fields__)),
    )


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
        attachments=[ApiFile(blob.sha256, blob.size, blob.media_type) for blob in view.attachments],
        treatments=[each.value for each in view.treatments],
        revisions=api_revisions(view),
        points=[api_point(point) for point in view.points],
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
