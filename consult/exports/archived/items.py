"""The records that are archived of a decision ([713] art. 33), each with the events that are it here; none: it is not kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import msgspec

from domain.activity import events as a
from domain.comment import events as c
from domain.consultation import events as e
from domain.consultation import unit_events as u
from domain.event import Event, stored_topics
from domain.expertise import events as x
from domain.point import events as p
from domain.risk_assessment import events as r
from domain.undertaking import events as t


class ArchivedItem(msgspec.Struct, frozen=True):
    """`name`: for programs; `title`: as archivists read it. `kinds`: events that are its records."""

    name: str
    title: str
    kinds: tuple[type[Event], ...] = ()


class ItemKept(msgspec.Struct, frozen=True, kw_only=True):
    """An item in the index. `missing`: why there is no record of it, where there is none."""

    item: str
    title: str
    records: int
    missing: str | None


ITEMS = (
    ArchivedItem("proposal", "决策事项建议"),
    ArchivedItem("study", "研究论证报告"),
    ArchivedItem("initiation", "启动", (e.DecisionStarted, e.MatterNamed)),
    ArchivedItem("drafts", "历次草案", (e.DraftPrepared, e.MaterialsPrepared, e.DraftReviewed, e.DraftReleased)),
    ArchivedItem("inter_unit_opinions", "有关单位意见", (u.UnitAsked, u.UnitAnswered, u.UnitOpinionCoordinated)),
    ArchivedItem("notice", "征求意见公告", (e.ConsultationPublished, e.PeriodExtended, e.PeriodClosed)),
    ArchivedItem("opinions", "意见", (c.CommentSubmitted,)),
    ArchivedItem("dispositions", "采纳情况", (p.DispositionDrafted, e.FeedbackPublished, e.SupplementPublished)),
    ArchivedItem("activities", "参与活动记录", (a.ActivityAnnounced, a.ActivityHeld, a.ActivityReported)),
    ArchivedItem("hearing", "听证会材料", (a.ParticipantListPublished, a.MaterialsDelivered, a.RecordConfirmed)),
    ArchivedItem("experts", "专家论证材料", (x.ExpertReviewPlanned, x.ExpertOpinionGiven, x.ExpertReviewConcluded)),
    ArchivedItem("risk", "风险评估材料", (r.RiskAssessmentStarted, r.RiskAssessmentConcluded)),
    ArchivedItem("fair_competition", "公平竞争审查结论", (e.FairCompetitionReviewed,)),
    ArchivedItem("legality", "合法性审查意见", (e.LegalityReviewed,)),
    ArchivedItem("deliberation", "集体讨论记录", (e.DecisionDeliberated,)),
    ArchivedItem("party_report", "请示报告党组织情况"),
    ArchivedItem("publication", "公布证明", (e.DecisionAdopted,)),
    ArchivedItem("interpretation", "解读材料"),
    ArchivedItem(
        "execution", "执行情况报告", (t.UndertakingSet, t.ProgressReported, t.UndertakingCompleted, t.ExecutionInspected)
    ),
    ArchivedItem("evaluation", "后评估报告", (e.EvaluationStarted, e.EvaluationReported)),
)
NOT_KEPT = "本系统没有这类记录，请另行归档"
NONE_HERE = "这个事项没有这类记录"


def items_kept(topics: Mapping[str, int]) -> tuple[ItemKept, ...]:
    """What the list asks for, and how much of it there is. `topics`: how many records of each are in the package."""
    return tuple(_kept(item, Counter(topics)) for item in ITEMS)


def _kept(item: ArchivedItem, topics: Counter[str]) -> ItemKept:
    names = {name for kind in item.kinds for name in stored_topics(kind.topic)}
    records = sum(topics[name] for name in names)
    missing = None if records else NONE_HERE if item.kinds else NOT_KEPT
    return ItemKept(item=item.name, title=item.title, records=records, missing=missing)
