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
    for row in await db.fetch("SELECT point_id, comment_id FROM read.point_comments"):
        gathered[row["point_id"]].add(row["comment_id"])
    points = await db.fetch("SELECT * FROM read.points WHERE consultation_id = $1 ORDER BY number", consultation_id)
    comments = await db.fetch("SELECT * FROM read.comments WHERE consultation_id = $1", consultation_id)
    position = await db.fetchval("SELECT position FROM read.ledgers WHERE consultation_id = $1", consultation_id)
    standing = (PointStanding(p["point_id"], gathered[p["point_id"]], p["answered"], _kind(p["kind"])) for p in points)
    return coverage_of(map(_comment, comments), standing, position=-1 if position is None else position)


def _kind(kind: str | None) -> DispositionKind | None:
    return DispositionKind(kind) if kind else None


def _comment(row: Any) -> CommentStanding:
    withheld = WithholdingReason(row["reason"]) if row["reason"] and row["status"] == "withheld" else None
    text = row["text_hash"].hex() if row["text_hash"] else None
    return CommentStanding(row["comment_id"], row["number"], CommentStatus(row["status"]), withheld, text)
