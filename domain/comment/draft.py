"""A comment as the respondent submits it, and the checks of its fields."""

from __future__ import annotations

import re

import msgspec

from domain.comment.refusals import AttachmentNamesMismatch, ContactImplausible, NameConsentEmpty, TooManyAttachments
from domain.enumerations import RespondentKind
from domain.text import (
    COMMENT_TEXT,
    EMAIL,
    NAME,
    ORGANISATION,
    PHONE,
    PROPOSED_WORDING,
    TITLE,
    normalised_text,
    optional_name,
    optional_text,
)
from domain.values import Blob, Contact

ATTACHMENTS = 5
ATTACHMENT_BYTES = 10 * 1024 * 1024

_EMAIL = re.compile(r"(?!.*=\?)[^\s@<>,;:\"()\[\]\\]{1,64}@[^\s@<>,;:\"()\[\]\\.]+(\.[^\s@<>,;:\"()\[\]\\.]+)+")
_PHONE = re.compile(r"\+?[0-9(（][0-9 ()（）\-－转#*]*")


class CommentDraft(msgspec.Struct, frozen=True, kw_only=True):
    """An opinion as handed in. `articles` empty = the whole draft; `file_names` belong to `attachments`, in order."""

    respondent_kind: RespondentKind
    text: str
    articles: tuple[str, ...] = ()
    proposed_wording: str | None = None
    name: str | None = None
    organisation: str | None = None
    contact: Contact | None = None
    publish_name: bool = False
    attachments: tuple[Blob, ...] = ()
    file_names: tuple[str, ...] = ()


def checked_draft(draft: CommentDraft) -> CommentDraft:
    """The draft with its texts normalised and its articles named once each.

    Raises TextRefused, NameConsentEmpty, ContactImplausible, TooManyAttachments, AttachmentNamesMismatch.
    """
    name = optional_name(draft.name, field="name", max_length=NAME)
    organisation = optional_name(draft.organisation, field="organisation", max_length=ORGANISATION)
    if draft.publish_name and not (name or organisation):
        raise NameConsentEmpty(field="name")
    _check_attachments(draft)
    return msgspec.structs.replace(
        draft,
        text=normalised_text(draft.text, field="text", max_length=COMMENT_TEXT, required=True),
        articles=tuple(dict.fromkeys(draft.articles)),
        proposed_wording=optional_text(draft.proposed_wording, field="proposed_wording", max_length=PROPOSED_WORDING),
        name=name,
        organisation=organisation,
        contact=checked_contact(draft.contact),
        file_names=tuple(optional_name(file, field="files", max_length=TITLE) or "" for file in draft.file_names),
    )


def checked_contact(contact: Contact | None) -> Contact | None:
    """The contact with its parts trimmed, None where all are blank. Raises ContactImplausible."""
    if contact is None:
        return None
    email = optional_name(contact.email, field="email", max_length=EMAIL)
    phone = optional_name(contact.phone, field="phone", max_length=PHONE)
    if email and not _EMAIL.fullmatch(email):
        raise ContactImplausible(field="email")
    if phone and not _plausible_phone(phone):
        raise ContactImplausible(field="phone")
    return Contact(email=email, phone=phone) if email or phone else None


def _plausible_phone(phone: str) -> bool:
    digits = sum(character.isdigit() for character in phone)
    return bool(_PHONE.fullmatch(phone)) and 5 <= digits <= 20


def _check_attachments(draft: CommentDraft) -> None:
    sizes_fit = all(0 < blob.size <= ATTACHMENT_BYTES for blob in draft.attachments)
    if len(draft.attachments) > ATTACHMENTS or not sizes_fit:
        raise TooManyAttachments(field="files", limit=ATTACHMENTS)
    if len(draft.file_names) != len(draft.attachments):
        raise AttachmentNamesMismatch(field="files")
