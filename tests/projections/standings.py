"""Every comment and point of a decision, read one by one: what the counted figures of the gate are held against."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from domain.consultation.coverage import Coverage, PointStanding, coverage_of
from domain.consultation.ledger import CommentStanding
from domain.enumerations import CommentStatus, DispositionKind, WithholdingReason


async def coverage_one_by_one(db: Any, consultation_id: UUID) -> Coverage:
    """The gate as the domain computes it from the whole set, at the position of the decision's ledger (-1: none)."""
    gathered: dict[UUID, set[UUID]] = defaultdict(set)
    public: dict[UUID, set[UUID]] = defaultdict(set)
    for row in await db.fetch("SELECT point_id, comment_id, pending FROM read.point_comments"):
        gathered[row["point_id"]].add(row["comment_id"])
        if not row["pending"]:
            public[row["point_id"]].add(row["comment_id"])
    points = await db.fetch("SELECT * FROM read.points WHERE consultation_id = $1 ORDER BY number", consultation_id)
    comments = await db.fetch("SELECT * FROM read.comments WHERE consultation_id = $1", consultation_id)
    ledger = await db.fetchrow(
        "SELECT position, feedback_published FROM read.ledgers WHERE consultation_id = $1", consultation_id
    )
    position, published = ledger or (-1, False)
    standing = (_point(row, gathered[row["point_id"]], public[row["point_id"]]) for row in points)
    return coverage_of(map(_comment, comments), standing, position=position, feedback_published=published)


def _point(row: Any, gathered: set[UUID], public: set[UUID]) -> PointStanding:
    return PointStanding(row["point_id"], gathered, row["answered"], _kind(row["kind"]), public if row["published"] else set())


def _kind(kind: str | None) -> DispositionKind | None:
    return DispositionKind(kind) if kind else None


def _comment(row: Any) -> CommentStanding:
    withheld = WithholdingReason(row["reason"]) if row["reason"] and row["status"] == "withheld" else None
    text = row["text_hash"].hex() if row["text_hash"] else None
    return CommentStanding(row["comment_id"], row["number"], CommentStatus(row["status"]), withheld, text)
