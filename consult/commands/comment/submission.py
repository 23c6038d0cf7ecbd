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
    encrypt_files,
    idempotency_of,
    once_per_key,
)
from consult.commands.submitting import Submitted, record_submission, submit_once
from consult.commands.uploads import CheckedFile, Upload, checked_uploads
from consult.event_log import Append, Idempotency, StreamGuard
from consult.event_log.record import EncryptedBlob
from consult.runtime import Runtime
from consult.sealed.keys import DataKey
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
    """An opinion that came by letter, e-mail, telephone, at the counter or at a hearing.

    `language`: of the letters to an e-mail address given with it.
    """

    consultation_id: UUID
    channel: Channel
    received_on: date
    respondent: Respondent
    text: str
    articles: tuple[str, ...] = ()
    proposed_wording: str | None = None
    files: tuple[Upload, ...] = ()
    language: Language = "zh"


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

    async def attempt(fresh: bool) -> Submitted:
        consultation = await runtime.consultation(command.consultation_id, fresh=fresh)
        return await _submit(runtime, consultation, command, files, once_only, comment_id, language)

    submitted = await submit_once(runtime, once_only, comment_id, attempt)
    return CommentReceipt(
        reference=reference,
        comment_id=comment_id,
        consultation_id=command.consultation_id,
        **msgspec.structs.asdict(submitted),
    )


async def _submit(
    runtime: Runtime,
    consultation: Consultation,
    command: SubmitComment,
    files: tuple[CheckedFile, ...],
    once_only: Idempotency,
    comment_id: UUID,
    language: Language,
) -> Submitted:
    event = submission.submit_comment(
        consultation, comment_draft_of(command, files), comment_id=comment_id, at=runtime.clock.now()
    )

    def stored(data_key: DataKey) -> tuple[EncryptedBlob, ...]:
        blobs = encrypt_files(runtime, [(file.content, file.blob.media_type) for file in files], data_key)
        return blobs + _language_of_letters(runtime, command, language, data_key)

    guard = StreamGuard(consultation.id, consultation.version)
    return await record_submission(runtime, event, [guard], once_only, stored)


def _language_of_letters(
    runtime: Runtime, command: SubmitComment | RegisterComment, language: Language, data_key: DataKey
) -> tuple[EncryptedBlob, ...]:
    """Noted where there is an address to write to."""
    contact = command.respondent.contact
    return sealed_language(runtime, language, data_key) if contact is not None and contact.email else ()


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
        return await _registered(runtime, consultation, command, event, files, once_only, named_articles)

    return await once_per_key(runtime, once_only, attempt)


async def _registered(
    runtime: Runtime,
    consultation: Consultation,
    command: RegisterComment,
    event: CommentSubmitted,
    files: tuple[CheckedFile, ...],
    once_only: Idempotency,
    named_articles: str | None,
) -> Done:
    data_key, wrapped = await data_key_of(runtime, event.originator_id)
    sealed = runtime.sealed.seal(event, data_key)
    blobs = encrypt_files(runtime, [(file.content, file.blob.media_type) for file in files], data_key)
    blobs += _language_of_letters(runtime, command, command.language, data_key)
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
