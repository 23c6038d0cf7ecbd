"""Corrections 更正: a published value is replaced in public, and where need be closed again."""

from __future__ import annotations

from datetime import datetime

from domain.access import Actor, Role, require
from domain.consultation.events import CorrectionMade
from domain.consultation.outcome_refusals import NotCorrectable
from domain.consultation.refusals import NotPublished
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import reason_text
from domain.event import next_fields

CALL_FIELDS = frozenset({"title", "decision_organ", "proposer"})
MATERIAL_FIELDS = frozenset({"contact", "basis", "interpretation"})
FIELDS_AT_ONCE = frozenset(
    {
        ("comment-withheld.v1", "public_note"),
        ("screening-revised.v1", "public_note"),
        ("disposition-superseded.v1", "disposition"),
        ("undertaking-set.v1", "words"),
        ("undertaking-changed.v1", "words"),
        ("progress-reported.v1", "words"),
        ("undertaking-completed.v1", "effect"),
        ("execution-inspected.v1", "findings"),
        ("findings-rectified.v1", "done"),
    }
)
ANSWER_FIELDS = frozenset(
    {("point-made.v1", "summary"), ("point-reworded.v1", "summary"), ("disposition-drafted.v1", "disposition")}
)


def make_correction(
    state: Consultation,
    *,
    corrected_stream: str,
    corrected_version: int,
    corrected_topic: str,
    field: str,
    value: str,
    closes_original: bool,
    reason: str,
    actor: Actor,
    at: datetime,
    point_published: bool = False,
) -> CorrectionMade:
    """Of a decision whose call is published, also after it is over. `value` is JSON text of the field's type.

    `point_published`: whether what is corrected is of a point that is public, with the feedback or a supplement.
    Raises NotPublished, NotCorrectable, ReasonTooShort.
    """
    require(actor, Role.RELEASER, state.divisions)
    if state.published_at is None:
        raise NotPublished
    of_public_point = point_published and (corrected_topic, field) in ANSWER_FIELDS
    if not (of_public_point or _public(state, corrected_topic, corrected_version, field)):
        raise NotCorrectable
    return CorrectionMade(
        corrected_stream=corrected_stream,
        corrected_version=corrected_version,
        field=field,
        closes_original=closes_original,
        value=value,
        reason=reason_text(reason, state),
        **next_fields(state, actor, at),
    )


def _public(state: Consultation, topic: str, version: int, field: str) -> bool:
    """Whether the field, of no point, may be corrected and has been published: a correction opens its value at once."""
    match topic:
        case "decision-started.v1":
            return field in CALL_FIELDS
        case "materials-prepared.v1":
            return field in MATERIAL_FIELDS and state.materials is not None and version == state.materials.originator_version
        case "feedback-prepared.v1":
            return field == "text" and state.answered_at is not None and version == state.feedback_version
        case _:
            return (topic, field) in FIELDS_AT_ONCE
