"""Histories told on purpose, for tests of single questions: a decision at a given stage, comments with given fates."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from domain.comment import events as c
from domain.consultation import events as e
from domain.enumerations import (
    AppealOutcome,
    Channel,
    DispositionKind,
    ErasureScope,
    ReasonKind,
    RespondentKind,
    ScreeningOutcome,
    WithholdingReason,
)
from domain.event import PUBLIC
from domain.point import events as p
from domain.values import DispositionText
from projections.catch_up import catch_up
from tests.projections.random_lives import PREPARATION, PROGRESS, Decision, RandomLives

NAMES = ("sign_off", "close", "delay", "feedback", "feedback_signed", "feedback_published", "waive", "competition",
         "review_short", "legality", "deliberate", "supplement", "supplement_signed", "supplement_published", "adoption",
         "outstanding", "adopt", "end")  # fmt: skip


class Told(RandomLives):
    """`now` is the moment of the last event; each method adds one event, or those of a stage."""

    def __init__(self, pool: Any, decisions: int = 1) -> None:
        super().__init__(0, decisions=decisions)
        self.pool = pool
        self.first = self.decisions[0]

    async def caught_up(self) -> int:
        return await catch_up(self.pool, self.source)

    def later(self, **delta: float) -> None:
        self.at += timedelta(**delta)

    def published(self, decision: Decision | None = None) -> Decision:
        """Prepared and published: open from now for 30 days."""
        return self.add_publication(self.prepared(decision))

    def add_publication(self, decision: Decision | None = None) -> Decision:
        decision = decision or self.first
        PREPARATION[-1](self, decision)
        decision.stage = len(PREPARATION)
        return decision

    def prepared(self, decision: Decision | None = None) -> Decision:
        """Drafted, reviewed and released, but not published."""
        decision = decision or self.first
        for chapter in PREPARATION[:-1]:
            chapter(self, decision)
        return decision

    def reach(self, *names: str, decision: Decision | None = None) -> None:
        """These chapters of the procedure, by name."""
        for name in names:
            PROGRESS[NAMES.index(name)](self, decision or self.first)

    def comment(self, text: str, decision: Decision | None = None, **facts: Any) -> UUID:
        decision = decision or self.first
        stream = UUID(int=decision.id.int + 1_000 + len(decision.comments))
        decision.comments.append(stream)  # type: ignore[arg-type]
        fields: dict[str, Any] = {
            "channel": Channel.WEB, "draft_version": 1, "respondent_kind": RespondentKind.INDIVIDUAL, "articles": (),
            "publish_name": False, "received_on": None, "late": False, "proposed_wording": None, "attachments": (),
            "file_names": (), "name": None, "organisation": None, "contact": None,
        }  # fmt: skip
        self.add(c.CommentSubmitted, decision, stream, PUBLIC, text=text, **fields | facts)
        return stream

    def shown(self, text: str, decision: Decision | None = None, *, name_shown: bool = False, **facts: Any) -> UUID:
        stream = self.comment(text, decision, **facts)
        self.on_comment(c.CommentPublished, stream, decision, name_shown=name_shown)
        return stream

    def on_comment(self, kind: type[Any], stream: UUID, decision: Decision | None = None, **facts: Any) -> int:
        return self.add(kind, decision or self.first, stream, **facts)

    def withheld(self, stream: UUID, public_note: str | None = None) -> int:
        reason = WithholdingReason.ABUSE
        return self.on_comment(c.CommentWithheld, stream, reason=reason, note="内部", public_note=public_note)

    def redacted(self, stream: UUID, text: str) -> int:
        basis = WithholdingReason.PERSONAL_DATA
        return self.on_comment(c.CommentRedacted, stream, basis=basis, spans=1, name_shown=False, redacted_text=text)

    def revised(
        self, stream: UUID, before: ScreeningOutcome, outcome: ScreeningOutcome, text: str | None = None, note: str | None = None
    ) -> int:
        reason = None if outcome == ScreeningOutcome.PUBLISHED else WithholdingReason.PERSONAL_DATA
        shown = {"name_shown": outcome != ScreeningOutcome.WITHHELD, "spans": 1 if text else 0, "redacted_text": text}
        facts = {"before": before, "outcome": outcome, "reason": reason, "note": "内部", "public_note": note}
        return self.on_comment(c.ScreeningRevised, stream, **facts, **shown)

    def withdrawn(self, stream: UUID) -> None:
        self.on_comment(c.CommentWithdrawn, stream)

    def overturned(self, stream: UUID) -> None:
        self.on_comment(c.WithholdingAppealed, stream, grounds="不服")
        self.on_comment(c.AppealDecided, stream, outcome=AppealOutcome.OVERTURNED, name_shown=False, note="内部")

    def erased(self, stream: UUID, scope: ErasureScope) -> None:
        self.on_comment(c.ErasureRequested, stream, scope=scope, note="来函")
        self.on_comment(c.CommentErased, stream, scope=scope)

    def point(self, summary: str, *comments: UUID) -> UUID:
        point = UUID(int=self.first.id.int + 500_000 + len(self.first.points))
        self.first.points.append(point)
        self.first.gathered[point] = set(comments)
        self.add(p.PointMade, self.first, point, articles=("a1",), summary=summary)
        if comments:
            self.add(p.CommentsGathered, self.first, point, comment_ids=comments)
        return point

    def answered(self, point: UUID, kind: DispositionKind, reason: str = "经研究，予以采纳。") -> int:
        return self.add(p.DispositionDrafted, self.first, point, disposition=answer(kind, reason))

    def superseded(self, point: UUID, kind: DispositionKind, reason: str) -> int:
        return self.add(p.DispositionSuperseded, self.first, point, disposition=answer(kind, reason), why="情况有变，现予更正。")

    def gathered(self, point: UUID, *comments: UUID) -> None:
        self.first.gathered[point] |= set(comments)
        self.add(p.CommentsGathered, self.first, point, comment_ids=comments)

    def supplemented(self) -> None:
        self.reach("supplement", "supplement_signed", "supplement_published")

    def corrected(self, stream: UUID, version: int, field: str, value: object, *, closes: bool = False) -> None:
        self.add(
            e.CorrectionMade,
            self.first,
            corrected_stream=str(stream),
            corrected_version=version,
            field=field,
            closes_original=closes,
            value=msgspec.json.encode(value).decode(),
            reason="原文有误，现予更正。",
        )

    def answered_feedback(self) -> None:
        self.reach("close", "feedback", "feedback_signed", "feedback_published")


def answer(kind: DispositionKind, reason: str) -> DispositionText:
    return DispositionText(kind, ReasonKind.OTHER, reason, None, ("a1",))
