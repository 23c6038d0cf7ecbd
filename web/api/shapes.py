"""The API's shapes, fixed: what a program may rely on."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from domain.values import DispositionText
from web.api.letters import ApiTelling


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
    """received = published + withheld + referred + withdrawn + awaiting; what was referred is handled as a grievance."""

    received: int
    published: int
    withheld: int
    withdrawn: int
    awaiting: int
    distinct_texts: int
    referred: int


class ApiGrievances(msgspec.Struct, frozen=True):
    """received = in_time + late + waiting: told which channel is theirs, or closed, within the days of the rules, or later.

    Made of comments, and registered alone. Overdue are those waiting whose day has passed.
    """

    received: int
    in_time: int
    late: int
    waiting: int


class ApiPlace(msgspec.Struct, frozen=True):
    """The decision's matter in the catalogue of decision matters of a year; or (both null) the reason why it is in none."""

    year: int | None
    matter: int | None
    reason: str | None


class ApiForcedRelease(msgspec.Struct, frozen=True):
    """Released before all three reviews passed. `signed_off_at`: by another person, afterwards."""

    reason: str | None
    signed_off_at: datetime | None


class ApiJointDivision(msgspec.Struct, frozen=True):
    """Undertakes the decision with the lead division. `articles`: ids of those that it answers."""

    id: str
    name: str
    articles: list[str]


class ApiHandOver(msgspec.Struct, frozen=True):
    """The decision went over to this division."""

    division: ApiDivision
    agreed_on: date


class ApiUnitAsked(msgspec.Struct, frozen=True):
    """A unit was asked for its opinion, which is not public. `received_on`: null where it has not answered."""

    name: str | None
    asked_on: date
    due_on: date
    received_on: date | None
    late: bool


class ApiConsultation(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    number: str
    title: str | None
    division: ApiDivision | None
    joint_divisions: list[ApiJointDivision]
    handed_over: list[ApiHandOver]
    units_asked: list[ApiUnitAsked]
    state: str
    regime: str | None
    decision_organ: str | None
    place: ApiPlace | None
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
    grievances: ApiGrievances
    dispositions: dict[str, int]


class ApiConsultations(msgspec.Struct, frozen=True):
    """`total`: null where `q` is found in more than 200 decisions; `more`: another page follows."""

    items: list[ApiConsultation]
    total: int | None
    page: int
    size: int
    more: bool


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


class ApiRegistrationCorrection(msgspec.Struct, frozen=True, kw_only=True):
    """A correction of the registration: the names of the facts corrected, and why (`entered_wrongly`, `misread`,
    `respondent_asked`)."""

    at: datetime
    position: int
    facts: list[str]
    cause: str


class ApiComment(msgspec.Struct, frozen=True, kw_only=True):
    """One row for every comment received, whatever its status; `text` is null where it is not public.

    `attachments`: as they are published. `treatments`: of each that came, where not all are published as they came:
    `as-it-came`, `cleaned` (a copy without position, camera and author is published), `left-out`.
    `referred_at`: when it was found to be no opinion on the draft and handed on (`status` is `referred`).
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
    referred_at: datetime | None
    attachments: list[ApiFile]
    treatments: list[str]
    revisions: list[ApiRevision]
    registrations: list[ApiRegistrationCorrection]
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


class ApiTold(msgspec.Struct, frozen=True, kw_only=True):
    """Which channel one was told to be his (`petition_office`, `hotline` …), how to reach it, and in which words."""

    at: datetime
    to: str
    organ: str | None
    told: str | None


class ApiOwnGrievance(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one's own comment as a grievance, or of the one `beside` it. `due_on`: the last day to be told."""

    beside: bool
    registered_at: datetime
    reason: str | None
    due_on: date
    overdue: bool
    told: list[ApiTold]
    outcome: str | None
    closed_at: datetime | None
    answer: str | None


class ApiReceipt(msgspec.Struct, frozen=True, kw_only=True):
    """`articles`: labels of those commented on."""

    reference: str
    consultation_id: UUID
    number: int | None
    status: str
    reason: str | None
    redacted: bool
    revisions: list[ApiRevision]
    registrations: list[ApiRegistrationCorrection]
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
    grievance: ApiOwnGrievance | None
    telling: ApiTelling | None
