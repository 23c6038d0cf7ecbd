"""From database records to the view of a decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from domain.consultation.ledger import Ledger
from domain.enumerations import DispositionKind, WithholdingReason
from domain.values import Division
from projections.consultations.details import Details, decode_details
from projections.consultations.views import ArticleView, ConsultationView, Correction, GrievanceCounts

_withheld = msgspec.json.Decoder(dict[WithholdingReason, int])
_counts = msgspec.json.Decoder(dict[str, int])

COLUMNS = (
    "number", "position", "title", "touches_operators", "decision_organ", "proposer", "rules", "started_at", "published_at",
    "opens_at", "closes_at", "period_closed_at", "answer_due_on", "answered_at", "adopted_at", "ended_at", "draft_version",
    "suspended_at", "terminated_at",
)  # fmt: skip
DETAILS = (
    "received_by_channel", "answer_delays", "ending_reason", "shortened", "shortening_reason", "extensions", "channels",
    "contact", "explanation", "explanation_blob", "basis", "interpretation", "attachments", "treated", "forced_release", "notice",
    "review_shortened", "place",
    "adoption", "execution", "units",
)  # fmt: skip


def consultation_view(
    row: Mapping[str, Any], articles: Sequence[ArticleView], corrections: Sequence[Mapping[str, Any]]
) -> ConsultationView:
    """The view of one row of `consultations` joined with its ledger."""
    ledger = ledger_of_row(row)
    return view_of(
        {name: row[name] for name in COLUMNS},
        decode_details(row["details"]),
        id=row["consultation_id"],
        division=division_of_row(row),
        regime=row["regime"],
        matter_kind=row["matter_kind"],
        ending_kind=row["ending_kind"],
        articles=tuple(articles),
        ledger=ledger,
        grievances=grievances_of_row(row),
        dispositions=dispositions_of_row(row, ledger),
        corrections=tuple(correction_of_row(each) for each in corrections),
    )


def view_of(facts: Mapping[str, object], details: Details, **more: object) -> ConsultationView:
    """The view put together: no field has a value of its own, so that one left out is an error."""
    known = {**facts, **{name: getattr(details, name) for name in DETAILS}, **more}
    return msgspec.convert(known, ConsultationView, from_attributes=False)


def ledger_of_row(row: Mapping[str, Any]) -> Ledger:
    """The ledger with what follows from its counted figures."""
    return Ledger(
        received=row["received"],
        published=row["published"],
        withheld=row["withheld"],
        referred=row["referred"],
        withdrawn=row["withdrawn"],
        awaiting=row["awaiting"],
        answered=row["answered"],
        unanswered=row["published"] + row["withheld"] - row["answered"],
        distinct_texts=row["distinct_texts"],
        withheld_by_reason=_withheld.decode(row["withheld_by_reason"]),
    )


def grievances_of_row(row: Mapping[str, Any]) -> GrievanceCounts:
    """How many grievances the decision has, and how many of these were told in time."""
    return GrievanceCounts(
        received=row["grievances"],
        in_time=row["grievances_in_time"],
        late=row["grievances_late"],
        waiting=row["grievances_waiting"],
    )


def dispositions_of_row(row: Mapping[str, Any], ledger: Ledger) -> dict[str, int]:
    """Published points by disposition, every kind named, and the comments that none answers."""
    counts = _counts.decode(row["dispositions"])
    return {kind.value: counts.get(kind.value, 0) for kind in DispositionKind} | {"unanswered": ledger.unanswered}


def division_of_row(row: Mapping[str, Any]) -> Division | None:
    """The division, or None where its name is not public."""
    return None if row["division_id"] is None else Division(row["division_id"], row["division_name"])


def correction_of_row(row: Mapping[str, Any]) -> Correction:
    """One correction as published."""
    return Correction(
        position=row["position"],
        at=row["at"],
        stream=row["stream"],
        version=row["version"],
        topic=row["topic"],
        field=row["field"],
        closes_original=row["closes_original"],
        old=msgspec.json.decode(row["old"]),
        new=msgspec.json.decode(row["new"]),
        reason=row["reason"],
    )
