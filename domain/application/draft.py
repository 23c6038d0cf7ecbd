"""An application as the person hands it in, and the checks of its fields."""

from __future__ import annotations

import msgspec

from domain.application.refusals import ContactMissing
from domain.comment.draft import checked_contact
from domain.enumerations import RespondentKind, Side
from domain.text import NAME, ORGANISATION, SUMMARY, name_text, optional_name, optional_text
from domain.values import Contact

GROUNDS = SUMMARY
"""Characters of the reason why somebody applies."""


class ApplicationDraft(msgspec.Struct, frozen=True, kw_only=True):
    """An application as handed in. `side`: None for an observer."""

    side: Side | None
    category: RespondentKind
    name: str
    organisation: str | None = None
    contact: Contact | None = None
    grounds: str | None = None
    publish_name: bool = False


class Applicant(msgspec.Struct, frozen=True, kw_only=True):
    """What of an application is about the person, checked."""

    name: str
    organisation: str | None
    contact: Contact
    grounds: str | None


def checked_applicant(draft: ApplicationDraft) -> Applicant:
    """The person's fields with their texts normalised. Raises TextRefused, ContactImplausible, ContactMissing."""
    contact = checked_contact(draft.contact)
    if contact is None:
        raise ContactMissing(field="email")
    return Applicant(
        name=name_text(draft.name, field="name", max_length=NAME, required=True),
        organisation=optional_name(draft.organisation, field="organisation", max_length=ORGANISATION),
        contact=contact,
        grounds=optional_text(draft.grounds, field="grounds", max_length=GROUNDS),
    )
