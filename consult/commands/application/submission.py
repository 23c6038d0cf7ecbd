"""Applying over the web: sealed, durable, with a receipt; once for each address and telephone number."""

from __future__ import annotations

import secrets
from uuid import UUID

import msgspec

from consult.commands.application.marks import reserve
from consult.commands.application.reference import application_id_of
from consult.commands.comment.reference import reference_of
from consult.commands.recording import idempotency_of
from consult.commands.submitting import Submitted, record_submission, submit_once
from consult.event_log import StreamGuard
from consult.runtime import Runtime
from domain.application import submission
from domain.application.draft import ApplicationDraft, checked_applicant
from domain.application.events import ApplicationSubmitted
from domain.enumerations import RespondentKind, Side
from domain.values import Contact
from projections.applications.queries import application_counts


class SubmitApplication(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`side`: None for who would observe."""

    activity_id: UUID
    side: Side | None
    category: RespondentKind
    name: str
    organisation: str | None = None
    contact: Contact | None = None
    grounds: str | None = None
    publish_name: bool = False


class ApplicationReceipt(msgspec.Struct, frozen=True, kw_only=True):
    """What the applicant gets at once. `reference` is secret."""

    reference: str
    application_id: UUID
    position: int
    repeated: bool


async def submit_application(runtime: Runtime, command: SubmitApplication, idempotency_key: str) -> ApplicationReceipt:
    """Record an application. The same key gives the same receipt. Raises what `domain.application.submission` does.

    Of who may not apply for another reason no mark is reserved: it is decided twice.
    """
    key = idempotency_key or secrets.token_urlsafe(24)
    once_only = idempotency_of(runtime, key, "SubmitApplication", str(command.activity_id), command)
    reference = reference_of(runtime, command.activity_id, key)
    application_id = application_id_of(runtime, reference)

    async def attempt(fresh: bool) -> Submitted:
        activity = await runtime.archive.activity(command.activity_id)
        consultation = await runtime.consultation(activity.consultation_id, fresh=fresh)
        counts = await application_counts(runtime.reads, activity.id)
        draft = draft_of(command)

        def decide(*, applied_before: bool) -> ApplicationSubmitted:
            return submission.submit_application(
                activity,
                consultation,
                draft,
                application_id=application_id,
                applied_before=applied_before,
                observers=counts.standing.get(None, 0),
                at=runtime.clock.now(),
            )

        decide(applied_before=False)
        contact = checked_applicant(draft).contact
        event = decide(applied_before=not await reserve(runtime, activity.id, application_id, contact))
        guards = [StreamGuard(consultation.id, consultation.version), StreamGuard(activity.id, activity.version)]
        return await record_submission(runtime, event, guards, once_only)

    submitted = await submit_once(runtime, once_only, application_id, attempt)
    return ApplicationReceipt(
        reference=reference,
        application_id=application_id,
        position=submitted.position,
        repeated=submitted.repeated,
    )


def draft_of(command: SubmitApplication) -> ApplicationDraft:
    return ApplicationDraft(
        side=command.side,
        category=command.category,
        name=command.name,
        organisation=command.organisation,
        contact=command.contact,
        grounds=command.grounds,
        publish_name=command.publish_name,
    )
