"""What a decision's row holds as one JSON document, beside the columns that are searched and sorted by."""

from __future__ import annotations

from datetime import datetime

import msgspec

from domain.consultation.matter_events import CataloguePlace
from domain.enumerations import Channel, ReviewKind, ReviewResult
from domain.values import AdoptionNotice, Blob, ContactPoint, Interpretation, LegalBasis, NamedBlob, TreatedFile
from projections.consultations.execution_views import ExecutionFacts
from projections.consultations.units import UnitsView
from projections.consultations.views import AdoptionFacts, AnswerDelay, Extension, ForcedRelease, Outstanding, ReviewShortened


class Details(msgspec.Struct, kw_only=True):
    """`versions`: for each field shown, the version of the event (on the decision's stream) whose value it is.

    `warned`: blanket answers of which whoever signed the feedback was warned.
    """

    versions: dict[str, int] = {}
    place: CataloguePlace | None = None
    channels: tuple[Channel, ...] = ()
    shortened: bool = False
    shortening_reason: str | None = None
    contact: ContactPoint | None = None
    explanation: str | None = None
    explanation_blob: Blob | None = None
    basis: tuple[LegalBasis, ...] = ()
    interpretation: Interpretation | None = None
    attachments: tuple[NamedBlob, ...] = ()
    treated: tuple[TreatedFile, ...] = ()
    reviews: dict[ReviewKind, ReviewResult] = {}
    release_signed_off_at: datetime | None = None
    forced_release: ForcedRelease | None = None
    review_shortened: ReviewShortened | None = None
    extensions: tuple[Extension, ...] = ()
    received_by_channel: dict[Channel, int] = {}
    answer_delays: tuple[AnswerDelay, ...] = ()
    ending_reason: str | None = None
    fair_competition_passed: bool | None = None
    outstanding: Outstanding | None = None
    notice: AdoptionNotice | None = None
    adoption: AdoptionFacts | None = None
    execution: ExecutionFacts = ExecutionFacts()
    units: UnitsView = UnitsView()
    warned: int = 0


_decoder = msgspec.json.Decoder(Details)
_encoder = msgspec.json.Encoder(order="deterministic")


def decode_details(text: str) -> Details:
    """The document of a row."""
    return _decoder.decode(text)


def encode_details(details: Details) -> str:
    """The document as stored: the same facts give the same text."""
    return _encoder.encode(details).decode()
