"""Entering a comment: over the web by its author, and an opinion that came by another channel by staff."""

from __future__ import annotations

import secrets
from datetime import date
from uuid import UUID

import msgspec

from consult.commands.comment.named_articles import sealed_named_articles
from consult.commands.comment.reference import comment_id_of, reference_of
from consult.commands.recording import (
    Done,
    actor_text,
    data_key_of,
    decided_on_cached,
    encrypt_files,
    idempotency_of,
    once_per_key,
    recorded_before,
)
from consult.commands.uploads import CheckedFile, Upload, checked_uploads
from consult.event_log import Append, Idempotency, Recorded, StreamGuard
from consult.runtime import Runtime
from consult.staff.register import Language
from consult.telling.language import sealed_language
from domain.access import Actor
from domain.comment import submission
from domain.comment.draft import CommentDraft
from domain.comment.events import CommentSubmitted
from domain.consultation.state import Consultation
from domain.enumerations import Channel, RespondentKind
from domain.values import Contact


class Respondent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    kind: RespondentKind
    name: str | None = None
    organisation: str | None = None
    contact: Contact | None = None
    publish_name: bool = False


class SubmitComment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An opinion over the web; `files` come as parts of the multipart request."""

    consultation_id: UUID
    respondent: Respondent
    text: str
    articles: tuple[str, ...] = ()
    proposed_wording: str | None = None
    files: tuple[Upload, ...] = ()


class RegisterComment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An opinion that came by letter, e-mail, telephone, at the counter or at a hearing."""

    consultation_id: UUID
    channel: Channel
    received_on: date
    respondent: Respondent
    text: str
    articles: tuple[str, ...] = ()
    proposed_wording: str | None = None
    files: tuple[Upload, ...] = ()


class CommentReceipt(msgspec.Struct, frozen=True, kw_only=True):
    """What the commenter gets at once. `reference` is secret; `entry` are the exact bytes of the leaf."""

    reference: str
    comment_id: UUID
    consultation_id: UUID
    position: int
    leaf_hash: str
    entry: bytes
    disclosures: tuple[str, ...]
    checkpoint: str
    repeated: bool
    number: int | None = None


async def submit_comment(
    runtime: Runtime, command: SubmitComment, idempotency_key: str, language: Language = "zh"
) -> CommentReceipt:
    """Record a comment: sealed, durable, covered by a signed checkpoint when this returns. The same key gives the same receipt.

    `language`: of the letters to an e-mail address given with it.
    Raises the refusals of `domain.comment.submission`, of uploads, and IdempotencyKeyReused.
    """
    key = idempotency_key or secrets.token_urlsafe(24)
    files = checked_uploads(command.files)
    once_only = idempotency_of(runtime, key, "SubmitComment", str(command.consultation_id), command)
    reference = reference_of(runtime, command.consultation_id, key)
    comment_id = comment_id_of(runtime, reference)

    async def attempt(fresh: bool) -> CommentReceipt:
        consultation = await runtime.consultation(command.consultation_id, fresh=fresh)
        return await _submit(runtime, consultation, command, files, once_only, reference, comment_id, language)

    async def again() -> CommentReceipt | None:
        recorded = await recorded_before(runtime, once_only)
        if recorded is None:
            return None
        return await _receipt_again(runtime, command.consultation_id, reference, comment_id, recorded)

    return await decided_on_cached(attempt, again)


async def _submit(
    runtime: Runtime,
    consultation: Consultation,
    command: SubmitComment,
    files: tuple[CheckedFile, ...],
    once_only: Idempotency,
    reference: str,
    comment_id: UUID,
    language: Language,
) -> CommentReceipt:
    event = submission.submit_comment(
        consultation, comment_draft_of(command, files), comment_id=comment_id, at=runtime.clock.now()
    )
    data_key, wrapped = runtime.sealed.new_data_key(comment_id)
    sealed = runtime.sealed.seal(event, data_key)
    told = command.respondent.contact is not None and command.respondent.contact.email
    append = Append(
        (sealed.event,),
        (StreamGuard(consultation.id, consultation.version),),
        once_only,
        sealed.parts,
        (wrapped,),
        encrypt_files(runtime, [(file.content, file.blob.media_type) for file in files], data_key)
        + (sealed_language(runtime, language, data_key) if told else ()),
    )
    recorded = await runtime.log.append(append)
    if recorded.repeated:
        return await _receipt_again(runtime, consultation.id, reference, comment_id, recorded)
    return CommentReceipt(
        reference=reference,
        comment_id=comment_id,
        consultation_id=consultation.id,
        position=recorded.first_position,
        leaf_hash=recorded.leaf_hashes[0].hex(),
        entry=sealed.event.state,
        disclosures=sealed.disclosures,
        checkpoint=recorded.checkpoint,
        repeated=False,
    )


async def _receipt_again(
    runtime: Runtime, consultation_id: UUID, reference: str, comment_id: UUID, recorded: Recorded
) -> CommentReceipt:
    (entry,) = await runtime.log.read(recorded.first_position, 1)
    found = await runtime.sealed.disclosures([(comment_id, 1)])
    return CommentReceipt(
        reference=reference,
        comment_id=comment_id,
        consultation_id=consultation_id,
        position=entry.position,
        leaf_hash=entry.leaf_hash.hex(),
        entry=entry.state,
        disclosures=found.get((comment_id, 1), ()),
        checkpoint=recorded.checkpoint,
        repeated=True,
    )


def comment_draft_of(command: SubmitComment | RegisterComment, files: tuple[CheckedFile, ...]) -> CommentDraft:
    respondent = command.respondent
    return CommentDraft(
        respondent_kind=respondent.kind,
        text=command.text,
        articles=command.articles,
        proposed_wording=command.proposed_wording,
        name=respondent.name,
        organisation=respondent.organisation,
        contact=respondent.contact,
        publish_name=respondent.publish_name,
        attachments=tuple(file.blob for file in files),
        file_names=tuple(upload.name[-200:] for upload in command.files),
    )


async def register_comment(
    runtime: Runtime, actor: Actor, command: RegisterComment, key: str, named_articles: str | None = None
) -> Done:
    """Record an opinion that came by another channel; its reference is derived from the idempotency key.

    `named_articles`: the words of a table's cell, where they name others than those of the draft; kept beside the comment.
    """
    files = checked_uploads(command.files)
    once_only = idempotency_of(runtime, key, "RegisterComment", actor_text(actor), command)
    reference = reference_of(runtime, command.consultation_id, key)
    comment_id = comment_id_of(runtime, reference)

    async def attempt() -> Done:
        consultation = await runtime.consultation(command.consultation_id, fresh=True)
        event = submission.register_comment(
            consultation,
            comment_draft_of(command, files),
            comment_id=comment_id,
            channel=command.channel,
            received_on=command.received_on,
            actor=actor,
            at=runtime.clock.now(),
        )
        return await _registered(runtime, consultation, event, files, once_only, named_articles)

    return await once_per_key(runtime, once_only, attempt)


async def _registered(
    runtime: Runtime,
    consultation: Consultation,
    event: CommentSubmitted,
    files: tuple[CheckedFile, ...],
    once_only: Idempotency,
    named_articles: str | None,
) -> Done:
    data_key, wrapped = await data_key_of(runtime, event.originator_id)
    sealed = runtime.sealed.seal(event, data_key)
    blobs = encrypt_files(runtime, [(file.content, file.blob.media_type) for file in files], data_key)
    if named_articles:
        blobs += (sealed_named_articles(runtime, named_articles, data_key),)
    guard = StreamGuard(consultation.id, consultation.version)
    append = Append((sealed.event,), (guard,), once_only, sealed.parts, wrapped, blobs)
    recorded = await runtime.log.append(append)
    return Done(
        id=event.originator_id,
        version=1,
        position=recorded.first_position,
        leaf_hash=recorded.leaf_hashes[0].hex(),
        repeated=recorded.repeated,
    )
