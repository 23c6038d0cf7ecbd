"""Small structures of the procedure that stand in events: files, texts, contacts, answers, notices."""

from __future__ import annotations

from datetime import date

import msgspec

from domain.enumerations import DispositionKind, FileTreatment, ReasonKind


class Blob(msgspec.Struct, frozen=True):
    """A stored file or long text: SHA-256 in lower-case hex, size in bytes, media type."""

    sha256: str
    size: int
    media_type: str


class NamedBlob(msgspec.Struct, frozen=True):
    """A file of the body with the title shown to the public."""

    title: str
    blob: Blob


class TreatedFile(msgspec.Struct, frozen=True):
    """What is done about what a file of the body tells beside what it shows.

    `sha256`: of the file that is published. `found`: what is in the file that was handed in (`consult.inside.notes.FileNote`).
    `reason`: why it is published as it is; None otherwise.
    """

    sha256: str
    treatment: FileTreatment
    found: tuple[str, ...] = ()
    reason: str | None = None


class ArticleDigest(msgspec.Struct, frozen=True):
    """One article 条 of a text: stable id, label (第六条), SHA-256 (hex) of its normalised text."""

    id: str
    label: str
    sha256: str


class TextDocument(msgspec.Struct, frozen=True):
    """A text made of articles (draft, revised, adopted): the blob holding its source and the index of its articles."""

    blob: Blob
    articles: tuple[ArticleDigest, ...]


class Division(msgspec.Struct, frozen=True):
    """A policy division 处室: id (a short ASCII slug) and name."""

    id: str
    name: str


class LegalBasis(msgspec.Struct, frozen=True):
    """A law or document the decision rests on 决策依据."""

    title: str
    url: str | None = None


class Interpretation(msgspec.Struct, frozen=True):
    """Interpretation 解读材料 with its six required parts; the last two may be null with `not_applicable_reason`."""

    background: str
    main_content: str
    applies_to: str
    points_to_note: str
    key_terms: str | None = None
    differences: str | None = None
    not_applicable_reason: str | None = None


class ContactPoint(msgspec.Struct, frozen=True):
    """Where to send opinions and ask questions."""

    unit: str
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    postcode: str | None = None


class Contact(msgspec.Struct, frozen=True):
    """How a respondent wants to be told of the answer; never published."""

    email: str | None = None
    phone: str | None = None


class DispositionText(msgspec.Struct, frozen=True):
    """The answer to a point: disposition, reason (at least ten characters) with its kind and, for a law, its citation."""

    kind: DispositionKind
    reason_kind: ReasonKind
    reason: str
    citation: str | None = None
    articles_changed: tuple[str, ...] = ()


class AdoptionNotice(msgspec.Struct, frozen=True):
    """The adoption notice 公布: document number 文号, unified number 三统一编号, adopted text, dates, how opinions were used."""

    document_number: str
    unified_number: str | None
    text: TextDocument
    opinions_note: str
    issued_on: date
    published_on: date
    effective_on: date
    valid_until: date | None = None


class FeedbackText(msgspec.Struct, frozen=True):
    """The feedback summary's words: 我们问了 / 你们说了 / 我们做了."""

    asked: str
    heard: str
    did: str
