"""What is published together with the draft 配套材料: its parts as written, and whether they are complete."""

from __future__ import annotations

import re

from msgspec.structs import asdict

from domain.consultation.refusals import (
    BasisMissing,
    ContentClosed,
    DraftMissing,
    ExplanationMissing,
    InterpretationMissing,
    LinkNotWeb,
)
from domain.consultation.state import Consultation
from domain.sealing import CLOSED
from domain.text import EMAIL, ORGANISATION, PHONE, REASON, TITLE, is_blank, name_text, normalised_text, optional_name
from domain.values import ContactPoint, Interpretation, LegalBasis

LINK = 500
INTERPRETATION_PART = 200_000
POSTCODE = 10
REQUIRED_PARTS = ("background", "main_content", "applies_to", "points_to_note")
EXCUSABLE_PARTS = ("key_terms", "differences")
_WEB = re.compile(r"https?://[^\s/]+(/\S*)?", re.IGNORECASE)


def require_complete(state: Consultation) -> None:
    """Draft, explanation, basis and interpretation are there: what is published together ([713] art. 15; 三同步).

    Raises ContentClosed where the reader may not see them.
    """
    if state.draft is None:
        raise DraftMissing
    materials = state.materials
    if materials is None or materials.explanation is None:
        raise ExplanationMissing
    if materials.explanation is CLOSED or materials.basis is CLOSED or materials.interpretation is CLOSED:
        raise ContentClosed
    if not materials.basis:
        raise BasisMissing
    _require_interpretation(materials.interpretation)


def _require_interpretation(interpretation: Interpretation | None) -> None:
    """Six parts 六要素; key terms and differences may be left out with a reason."""
    if interpretation is None:
        raise InterpretationMissing(missing=["interpretation"])
    excused = not is_blank(interpretation.not_applicable_reason or "")
    names = REQUIRED_PARTS if excused else REQUIRED_PARTS + EXCUSABLE_PARTS
    missing = [name for name in names if is_blank(getattr(interpretation, name) or "")]
    if missing:
        raise InterpretationMissing(missing=missing)


def checked_interpretation(interpretation: Interpretation) -> Interpretation:
    """Its parts normalised; parts may still be missing. Raises TextRefused."""
    parts = asdict(interpretation).items()
    return Interpretation(**{name: part and _part(name, part) for name, part in parts})


def _part(name: str, text: str) -> str:
    return normalised_text(text, field=name, max_length=INTERPRETATION_PART, required=False)


def checked_basis(basis: LegalBasis) -> LegalBasis:
    """A link leads to the web, or there is none. Raises LinkNotWeb, TextRefused."""
    url = optional_name(basis.url, field="basis", max_length=LINK)
    if url is not None and not _WEB.fullmatch(url):
        raise LinkNotWeb(field="basis")
    return LegalBasis(normalised_text(basis.title, field="basis", max_length=REASON), url)


def checked_title(title: str) -> str:
    """The title of an attachment, on one line."""
    return name_text(title, field="attachments", max_length=TITLE, required=True)


def checked_contact(contact: ContactPoint) -> ContactPoint:
    """One line each; only the unit must be there."""
    return ContactPoint(
        unit=name_text(contact.unit, field="unit", max_length=ORGANISATION, required=True),
        phone=optional_name(contact.phone, field="phone", max_length=PHONE),
        email=optional_name(contact.email, field="email", max_length=EMAIL),
        address=optional_name(contact.address, field="address", max_length=TITLE),
        postcode=optional_name(contact.postcode, field="postcode", max_length=POSTCODE),
    )
