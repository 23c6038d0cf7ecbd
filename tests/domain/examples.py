"""One canonical event of every topic, each stream in its order: for golden files, replays, and whoever needs an event."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from msgspec.structs import asdict

from domain.activity import events as v
from domain.activity.values import Admitted, Listed, Poll, PollFigure, Quota, QuotaDraw, ReportedView
from domain.anchor import events as a
from domain.anchor.anchors import WHOLE_LOG, anchor_stream
from domain.application import events as n
from domain.catalogue import events as k
from domain.catalogue.state import catalogue_stream
from domain.catalogue.values import CatalogueMatter, MatterChange
from domain.comment import events as c
from domain.consultation import events as e
from domain.consultation.execution_values import (
    DecidedBy,
    DecisionRelation,
    EvaluationMethod,
    EvaluationResult,
    EvaluationTrigger,
    ExecutionProblem,
    Participant,
)
from domain.consultation.matter_events import CataloguePlace
from domain.enumerations import (
    ActivityForm,
    ActivityKind,
    AdjustmentKind,
    AppealOutcome,
    AssessmentMethod,
    Assessor,
    Channel,
    Confirmation,
    Coordination,
    CorrectionCause,
    DeliberationResult,
    Delivery,
    DispositionKind,
    EndingKind,
    ErasureCause,
    ErasureScope,
    ExpertFinding,
    FileTreatment,
    GrievanceChannel,
    GrievanceOutcome,
    Interest,
    LegalityResult,
    MatterKind,
    Occasion,
    OpinionUse,
    PollMaker,
    PollMethod,
    QuestionKind,
    ReasonKind,
    Regime,
    RespondentKind,
    Retention,
    Returnable,
    ReviewForm,
    ReviewKind,
    ReviewResult,
    RiskKind,
    RiskLevel,
    ScreeningOutcome,
    Selection,
    Side,
    UnitPosition,
    WaivableStep,
    WithholdingReason,
)
from domain.event import CLOCK, PUBLIC, Event
from domain.expertise import events as x
from domain.grievance import events as g
from domain.point import events as p
from domain.questionnaire import events as q
from domain.questionnaire.form import Question, QuestionnaireForm
from domain.questionnaire_response import events as qr
from domain.risk_assessment import events as r
from domain.undertaking import events as u
from domain.values import (
    AdoptionNotice,
    ArticleDigest,
    Blob,
    Contact,
    ContactPoint,
    DispositionText,
    Division,
    FeedbackText,
    Interpretation,
    LegalBasis,
    NamedBlob,
    TextDocument,
    TreatedFile,
)

DECISION = UUID("5f0c1a52-6d1e-4b0a-9a53-0d4f6c1b2a01")
ENDED = UUID("5f0c1a52-6d1e-4b0a-9a53-0d4f6c1b2a02")
RETURNED = UUID("5f0c1a52-6d1e-4b0a-9a53-0d4f6c1b2a03")
SHARED = UUID("5f0c1a52-6d1e-4b0a-9a53-0d4f6c1b2a0f")
HASTENED = UUID("5f0c1a52-6d1e-4b0a-9a53-0d4f6c1b2a0b")
NAMED = UUID("5f0c1a52-6d1e-4b0a-9a53-0d4f6c1b2a0e")
FILED = UUID("5f0c1a52-6d1e-4b0a-9a53-0d4f6c1b2a0c")
REVIEWED = UUID("5f0c1a52-6d1e-4b0a-9a53-0d4f6c1b2a0d")
HEARD = UUID("5f0c1a52-6d1e-4b0a-9a53-0d4f6c1b2a0f")
REVIEW = UUID("c1a0e1b2-0000-4000-8000-000000000001")
EXECUTED = UUID("5f0c1a52-6d1e-4b0a-9a53-0d4f6c1b2a10")
ADJUSTING = UUID("5f0c1a52-6d1e-4b0a-9a53-0d4f6c1b2a11")
TASK = UUID("7a5c0000-0000-4000-8000-000000000001")
ASSESSMENT = UUID("c1a0e1b2-0000-4000-8000-000000000002")
HEARING = UUID("ac710000-0000-4000-8000-000000000001")
POLL = UUID("ac710000-0000-4000-8000-000000000002")
OPERATOR = UUID("ac710000-0000-4000-8000-00000000000a")
RESIDENT = UUID("ac710000-0000-4000-8000-00000000000b")
COMMENT = UUID("a1b2c3d4-0000-4000-8000-000000000001")
OTHER_COMMENT = UUID("a1b2c3d4-0000-4000-8000-000000000002")
GRIEVANCE = UUID("c0ffee00-0000-4000-8000-000000000001")
QUESTIONNAIRE = UUID("c1a0e1b2-0000-4000-8000-000000000003")
RESPONSE = UUID("c1a0e1b2-0000-4000-8000-000000000004")
POINT = UUID("b7e151628aed4a6abf7158809cf4f3c7")
DRAFTER, REVIEWER, RELEASER, SECOND_RELEASER, SCREENER, CHECKER, ANSWERER = (
    f"d00d0000-0000-4000-8000-00000000000{number}" for number in range(7)
)
AT = datetime(2026, 3, 2, 1, 30, 15, 250_000, tzinfo=UTC)
OPENS = datetime(2026, 3, 9, 16, tzinfo=UTC)
CLOSES = datetime(2026, 3, 24, 16, tzinfo=UTC)
EXTENDED = datetime(2026, 3, 31, 16, tzinfo=UTC)


def text(first: str) -> TextDocument:
    """A text of three articles whose first one has the digest `first` repeated."""
    digests = (first * 64, "b" * 64, "c" * 64)
    articles = tuple(ArticleDigest(f"a{n}", f"第{'一二三'[n - 1]}条", digest) for n, digest in enumerate(digests, 1))
    return TextDocument(Blob(first * 64, 4321, "text/markdown"), articles)


ANSWER = DispositionText(
    DispositionKind.PARTLY_ADOPTED,
    ReasonKind.CONFLICTING_OPINIONS,
    "早市提前到五点与周边居民休息有矛盾，折中为六点开市。",
    articles_changed=("a1",),
)
NOTICE = AdoptionNotice(
    document_number="海商规〔2026〕5号",
    unified_number="HZCR-2026-0080005",
    text=text("d"),
    opinions_note="收到意见12条，采纳3条，部分采纳4条，其余逐条说明了理由。",
    issued_on=date(2026, 6, 10),
    published_on=date(2026, 6, 12),
    effective_on=date(2026, 7, 15),
    valid_until=date(2031, 7, 14),
)


class Stream:
    """Events of one stream, versions counted from 1."""

    def __init__(self, stream_id: UUID, decision_id: UUID = DECISION) -> None:
        self.stream_id, self.decision_id = stream_id, decision_id
        self.events: list[Event] = []

    def add(self, kind: type[Event], actor: str, /, **facts: Any) -> None:
        self.events.append(
            kind(
                originator_id=self.stream_id,
                originator_version=len(self.events) + 1,
                timestamp=AT,
                actor=actor,
                consultation_id=self.decision_id,
                **facts,
            )
        )


STARTED = {
    "rules": "cn-713-2019",
    "title": "海州市早市设置和管理办法",
    "division": Division("market", "市场建设处"),
    "matter_kind": MatterKind.PUBLIC_POLICY,
    "regime": Regime.BUREAU_DECISION,
    "decision_organ": "海州市商务局",
    "proposer": "市场建设处",
    "touches_operators": True,
}


def _prepared(stream: Stream) -> None:
    stream.add(e.DecisionStarted, DRAFTER, **STARTED)
    stream.add(e.DraftPrepared, DRAFTER, draft_version=1, draft=text("a"))
    stream.add(
        e.MaterialsPrepared,
        DRAFTER,
        explanation=Blob("e" * 64, 1200, "text/markdown"),
        basis=(LegalBasis("《城市市容和环境卫生管理条例》", "https://example.org/law/101"), LegalBasis("本市商业网点规划")),
        interpretation=Interpretation(
            background="早市占道的来信较多。",
            main_content="规定路段、时间和清扫责任。",
            applies_to="摊主、管理单位、居民。",
            points_to_note="摊位费另行公示。",
            key_terms="早市：上午经营的临时市场。",
            differences=None,
            not_applicable_reason="本市此前没有专门规定，无从比较。",
        ),
        attachments=(NamedBlob("早市路段示意图", Blob("f" * 64, 56_789, "application/pdf")),),
        contact=ContactPoint("市场建设处", "0000-0000001", "consult@example.org", "海州市示例路1号", "000000"),
    )
    stream.add(e.ReviewRequested, DRAFTER, draft_version=1)
    stream.add(e.DraftReviewed, REVIEWER, kind=ReviewKind.LEGALITY, result=ReviewResult.PASSED, remark="第三条的表述请再核对。")
    stream.add(e.DraftReleased, RELEASER, draft_version=1, forced=True, reason="汛期临近，先行签发，三日内补齐保密审查。")
    stream.add(e.ReleaseSignedOff, SECOND_RELEASER)


def _consulted(stream: Stream) -> None:
    stream.add(
        e.ConsultationPublished,
        RELEASER,
        draft_version=1,
        opens_at=OPENS,
        closes_at=CLOSES,
        channels=(Channel.WEB, Channel.LETTER, Channel.COUNTER),
        shortened=True,
        shortening_reason="现行早市协议四月到期，须在此前定稿。",
    )
    stream.add(e.PeriodExtended, RELEASER, closes_at=EXTENDED, reason="多位摊主来电要求多留一周时间。")
    received = (e.ChannelCount(Channel.WEB, 9), e.ChannelCount(Channel.LETTER, 3))
    stream.add(e.PeriodClosed, CLOCK, closed_at=EXTENDED, received=received, log_size=4096, answer_due_on=date(2026, 4, 30))
    stream.add(e.AnswerDelayed, RELEASER, due_on=date(2026, 5, 20), reason="噪声实测尚未完成，延期二十日答复。")


def _answered(stream: Stream) -> None:
    words = FeedbackText("早市的路段、时间和清扫。", "多数意见要求提前开市。", "开市时间改为六点，增加清扫时限。")
    stream.add(e.FeedbackPrepared, ANSWERER, text=words, revised=text("d"))
    stream.add(e.FeedbackSignedOff, RELEASER, contradictions_accepted=("a2",))
    stream.add(
        e.FeedbackPublished,
        RELEASER,
        ledger=e.LedgerFigures(received=12, published=9, withheld=2, withdrawn=1, awaiting=0, answered=10, unanswered=1),
        dispositions=(
            e.DispositionCount(DispositionKind.ADOPTED, 3),
            e.DispositionCount(DispositionKind.PARTLY_ADOPTED, 4),
        ),
        contradictions=("a2",),
        changed_without_comment=("a3",),
    )


MINUTES = e.Minutes(
    attendees=("孙局长", "何副局长", "郑副局长", "吕总经济师"),
    views="何副局长、郑副局长、吕总经济师认为二十四时收市扰民，建议二十三时。",
    dissents=(e.Dissent("郑副局长", "居民区周边应当一律二十三时收市。"),),
    decision="二十四时收市，居民区周边二十三时。",
    against_majority=True,
    reason="多数摊位在商业街，二十四时收市方便群众消费。",
)


def _adopted(stream: Stream) -> None:
    stream.add(e.StepWaived, RELEASER, step=WaivableStep.EXPERT_REVIEW, reason="内容不涉及专业技术问题，不需要专家论证。")
    stream.add(
        e.LegalityReviewed,
        REVIEWER,
        result=LegalityResult.LAWFUL,
        file_received_on=date(2026, 5, 25),
        reviewer="法规处",
        opinion="权限、程序和内容合法。",
    )
    stream.add(e.FairCompetitionReviewed, REVIEWER, passed=True, opinion="摊位抽签分配，没有排除外地经营者的内容。")
    facts: dict[str, Any] = {"result": DeliberationResult.PASSED_WITH_CHANGES, "met_on": date(2026, 6, 8)}
    stream.add(e.DecisionDeliberated, RELEASER, **facts, meeting="局长办公会第九次会议", minutes=MINUTES)
    stream.add(e.AdoptionPrepared, DRAFTER, notice=NOTICE)
    stream.add(
        e.DecisionAdopted,
        RELEASER,
        issued_on=NOTICE.issued_on,
        effective_on=NOTICE.effective_on,
        valid_until=NOTICE.valid_until,
        contradictions=("a2",),
        changed_without_comment=("a3",),
    )
    stream.add(
        e.CorrectionMade,
        RELEASER,
        corrected_stream=str(DECISION),
        corrected_version=3,
        field="contact",
        closes_original=True,
        value='{"unit":"市场建设处","phone":"0000-0000002"}',
        reason="联系电话误为个人手机号码，予以更正。",
    )


def _late(stream: Stream) -> None:
    """Comments that the adoption did not wait for, and their answers."""
    stream.add(e.AnswersOutstanding, RELEASER, awaiting=1, unanswered=2, reason="现行早市协议即将到期，来信的答复随后补充公布。")
    stream.add(e.SupplementPrepared, ANSWERER, text="来信在反馈公布之后才转到本处，现补充答复。")
    stream.add(e.SupplementSignedOff, RELEASER, contradictions_accepted=("a2",))
    stream.add(
        e.SupplementPublished,
        RELEASER,
        number=1,
        points=1,
        comments=2,
        ledger=e.LedgerFigures(received=14, published=11, withheld=2, withdrawn=1, awaiting=0, answered=12, unanswered=1),
        dispositions=(
            e.DispositionCount(DispositionKind.ADOPTED, 3),
            e.DispositionCount(DispositionKind.PARTLY_ADOPTED, 5),
        ),
        contradictions=("a2",),
    )


def decision() -> list[Event]:
    """From the start to a supplement after the adoption."""
    stream = Stream(DECISION)
    for tell in (_prepared, _consulted, _answered, _adopted, _late):
        tell(stream)
    return stream.events


def ended_decision() -> list[Event]:
    """Started, and ended without adoption."""
    stream = Stream(ENDED, ENDED)
    stream.add(e.DecisionStarted, DRAFTER, **STARTED)
    stream.add(e.DecisionEnded, RELEASER, kind=EndingKind.SHELVED, reason="选址需要重新论证，本事项搁置。")
    stream.add(e.RecordsArchived, RELEASER, number="WS·2026-D30-0012", retention=Retention.THIRTY_YEARS)
    return stream.events


def returned_decision() -> list[Event]:
    """Submitted for review, and returned for changes by whoever would have released it."""
    stream = Stream(RETURNED, RETURNED)
    stream.add(e.DecisionStarted, DRAFTER, **STARTED)
    stream.add(e.DraftPrepared, DRAFTER, draft_version=1, draft=text("a"))
    stream.add(e.ReviewRequested, DRAFTER, draft_version=1)
    reason = "第二条没有写明清扫由谁负责，请补写。"
    stream.add(e.ReturnedForChanges, RELEASER, what=Returnable.DRAFT, returned_version=3, reason=reason)
    stream.add(e.BlanketAnswersSeen, RELEASER, answers=(e.BlanketAnswer(POINT, 357, 341, True, True),))
    return stream.events


def hastened_decision() -> list[Event]:
    """Reviewed for legality in less time than it should take."""
    stream = Stream(HASTENED, HASTENED)
    stream.add(e.DecisionStarted, DRAFTER, **STARTED)
    stream.add(e.ReviewTimeShortened, REVIEWER, working_days=3, reason="现行早市协议即将到期，法规处加班审查。")
    return stream.events


def filed_decision() -> list[Event]:
    """One attachment of its papers is published as it is."""
    stream = Stream(FILED, FILED)
    stream.add(e.DecisionStarted, DRAFTER, **STARTED)
    reason = "示意图带有测绘单位的电子签章，保持原样公开。"
    stream.add(e.AttachmentsTreated, DRAFTER, files=(TreatedFile("f" * 64, FileTreatment.AS_IT_IS, ("signed",), reason),))
    return stream.events


def expertise() -> list[list[Event]]:
    """A review of the draft: one expert excluded, one who gave an opinion; and what the decision learned of it."""
    review, learned = Stream(REVIEW, REVIEWED), Stream(REVIEWED, REVIEWED)
    learned.add(e.DecisionStarted, DRAFTER, **STARTED | {"rules": "cn-713-2019-2"})
    learned.add(e.DraftPrepared, DRAFTER, draft_version=1, draft=text("a"))
    plan: dict[str, Any] = {"form": ReviewForm.COMMISSIONED, "text_version": 2, "rule": "cn-713-panel-2019", "needed": 1}
    review.add(x.ExpertReviewPlanned, DRAFTER, **plan, subject="早市路段的宽度和消防通道是否足够。")
    for number, name in enumerate(("陈示例", "李示例"), 1):
        review.add(x.ExpertAsked, DRAFTER, expert=number, field="城市规划", name=name, unit="示例大学")
    facts: dict[str, Any] = {"interest": Interest.DIRECT, "statement": "亲属在早市经营摊位。", "shown": None}
    review.add(x.InterestDeclared, DRAFTER, expert=1, **facts)
    facts = {"interest": Interest.NONE, "statement": "没有往来。", "shown": x.ShownExpert("李示例", "示例大学")}
    review.add(x.InterestDeclared, DRAFTER, expert=2, **facts)
    review.add(x.ExpertInvited, DRAFTER, expert=2)
    facts = {"finding": ExpertFinding.WITH_CHANGES, "signed_on": date(2026, 2, 27)}
    opinion = Blob("5" * 64, 1_234, "application/pdf")
    review.add(x.ExpertOpinionGiven, DRAFTER, expert=2, **facts, summary="路段宽度足够，建议增设消防通道。", file=opinion)
    reason = "第二条增加了消防通道的规定。"
    review.add(x.ExpertOpinionUsed, DRAFTER, expert=2, use=OpinionUse.PARTLY_ADOPTED, reason=reason)
    review.add(x.ExpertReviewConcluded, RELEASER, asked=2, excluded=1, opinions=1)
    learned.add(e.ExpertReviewReported, RELEASER, expertise_id=REVIEW, text_version=2, opinions=1)
    learned.add(
        e.RiskAssessmentReported,
        RELEASER,
        assessment_id=ASSESSMENT,
        text_version=2,
        result=RiskLevel.MEDIUM,
        controllable=True,
    )
    return [learned.events, review.events, _assessment()]


def _assessment() -> list[Event]:
    """The risk of the same draft."""
    stream = Stream(ASSESSMENT, REVIEWED)
    stream.add(r.RiskAssessmentStarted, DRAFTER, text_version=2, assessor=Assessor.THIRD_PARTY, unit="示例评估中心")
    words = ("摊位迁移可能引起摊主聚集。", "分批迁移，安排专人接待来访。")
    risk = r.RiskPoint(RiskKind.SOCIAL_STABILITY, RiskLevel.MEDIUM, RiskLevel.LOW, *words)
    stream.add(r.RiskFound, DRAFTER, point=1, risk=risk)
    stream.add(
        r.RiskAssessmentConcluded,
        RELEASER,
        points=1,
        result=RiskLevel.MEDIUM,
        controllable=True,
        methods=(AssessmentMethod.KEY_VISITS, AssessmentMethod.QUALITATIVE),
        heard="听取了公安、城管部门的意见。",
        conclusion="措施可行，总体可控。",
        report=Blob("6" * 64, 4_321, "application/pdf"),
    )
    return stream.events


def activities() -> list[list[Event]]:
    """A hearing from plan to report, a poll, one that was called off, and what the decision learned."""
    learned = Stream(HEARD, HEARD)
    learned.add(e.DecisionStarted, DRAFTER, **STARTED | {"rules": "cn-713-2019-3"})
    learned.add(e.ParticipationReported, RELEASER, activity_id=HEARING, kind=ActivityKind.HEARING, enterprises_heard=True)
    return [_hearing(), _poll(), learned.events]


def _hearing() -> list[Event]:
    stream = Stream(HEARING, HEARD)
    plan: dict[str, Any] = {"kind": ActivityKind.HEARING, "form": ActivityForm.ON_SITE, "rules": "cn-sd-hearing-2025"}
    words = {"subject": "早市设置和收费听证会", "reason": "摊主和居民的意见分歧较大。", "place": "海州市示例路1号会议室"}
    stream.add(v.ActivityPlanned, DRAFTER, **plan, **words)
    stream.add(v.ActivityAnnounced, RELEASER, **ANNOUNCED)
    stream.add(v.ApplicationsClosed, CLOCK, closed_at=EXTENDED, applications=7, observers=2)
    admitted = (Admitted(RESIDENT, RespondentKind.INDIVIDUAL),)
    draw: dict[str, Any] = {"log_size": 41, "log_root": "7" * 64, "token": "3" * 64, "secret": "5" * 64, "seed": "6" * 64}
    stream.add(v.LotDrawn, DRAFTER, **draw, draws=(QuotaDraw(Side.RESIDENT, 1, 7, admitted),))
    facts: dict[str, Any] = {"participant": OPERATOR, "side": Side.OPERATOR, "category": RespondentKind.ENTERPRISE}
    name = {"name": "李示例", "organisation": "示例蔬菜合作社", "shown": "示例蔬菜合作社 李示例"}
    stream.add(v.ParticipantInvited, DRAFTER, **facts, **name)
    stream.add(v.ParticipantDeclined, DRAFTER, participant=RESIDENT)
    listed = (Listed(OPERATOR, Side.OPERATOR, RespondentKind.ENTERPRISE, Selection.INVITATION),)
    stream.add(v.ParticipantListPublished, RELEASER, listed=listed)
    stream.add(v.MaterialsDelivered, DRAFTER, participant=OPERATOR, delivered_on=date(2026, 4, 20), how=Delivery.HANDED)
    held: dict[str, Any] = {"began_at": AT, "attended": (OPERATOR,), "observers": 3}
    stream.add(v.ActivityHeld, DRAFTER, **held, host="王示例", recorder="赵示例", presenter="孙示例")
    stream.add(v.RecordClosed, DRAFTER, statements=1)
    stream.add(v.ConfirmationCodeIssued, DRAFTER, participant=OPERATOR, code_hash="8" * 64)
    refused: dict[str, Any] = {"how": Confirmation.REFUSED, "signed_on": date(2026, 5, 12), "reason": "认为记录过于简略。"}
    stream.add(v.RecordConfirmed, DRAFTER, participant=OPERATOR, **refused)
    view = ReportedView("收费应当公开", DispositionKind.ADOPTED, "第二条增加了公示收费标准的规定。")
    stream.add(v.ActivityReported, RELEASER, summary="各方主要就营业时间和收费发表意见。", views=(view,))
    return stream.events


def applications() -> list[list[Event]]:
    """Drawn, listed and declined; invited and erased; withdrawn; and who moved up at the activity itself."""
    drawn, invited, withdrawn = (Stream(UUID(int=RESIDENT.int + number), HEARD) for number in (0x10, 0x11, 0x12))
    moved = Stream(UUID(int=HEARING.int + 0x10), HEARD)
    facts: dict[str, Any] = {"activity_id": HEARING, "category": RespondentKind.INDIVIDUAL, "publish_name": True}
    person: dict[str, Any] = {"grounds": "家住早市旁边。", "name": "王示例", "organisation": "示例小区业主委员会"}
    person |= {"contact": Contact("person@example.org", "0000-0000009")}
    for stream, side in ((drawn, Side.RESIDENT), (invited, Side.EXPERT), (withdrawn, None)):
        stream.add(n.ApplicationSubmitted, PUBLIC, **facts, **person, side=side)
    drawn.add(n.ApplicationAdmitted, DRAFTER, rank=3)
    drawn.add(n.ApplicationListed, RELEASER, name_shown=True)
    drawn.add(n.ApplicationDeclined, PUBLIC)
    invited.add(n.ApplicationInvited, DRAFTER, reason="熟悉市场管理，抽签未取得名额。")
    invited.add(n.ApplicationErased, SCREENER, cause=ErasureCause.ACTIVITY_OVER)
    withdrawn.add(n.ApplicationWithdrawn, PUBLIC)
    plan: dict[str, Any] = {"kind": ActivityKind.OPEN_MEETING, "form": ActivityForm.ON_SITE, "rules": "cn-sd-hearing-2025"}
    words = {"subject": "早市工作会议", "reason": "听取居民意见。", "place": "海州市示例路1号会议室"}
    moved.add(v.ActivityPlanned, DRAFTER, **plan, **words)
    seat: dict[str, Any] = {"side": Side.RESIDENT, "category": RespondentKind.INDIVIDUAL}
    moved.add(v.ParticipantMovedUp, PUBLIC, participant=withdrawn.events[0].originator_id, **seat)
    return [drawn.events, invited.events, withdrawn.events, moved.events]


ANNOUNCED: dict[str, Any] = {
    "held_at": datetime(2026, 5, 12, 1, tzinfo=UTC),
    "apply_until": EXTENDED,
    "quotas": (
        Quota(Side.RESIDENT, 1, True, Selection.LOT),
        Quota(Side.OPERATOR, 1, True, Selection.INVITATION),
    ),
    "observer_seats": 2,
    "observers_by_lot": True,
    "list_due_on": date(2026, 4, 27),
    "materials_due_on": date(2026, 5, 5),
    "lot_commitment": "4" * 64,
    "lot_secret": "5" * 64,
    "content": "听取各方对早市时间和收费的意见。",
    "conditions": "年满十八周岁，在本市居住或者经营。",
    "contact": ContactPoint("市场建设处", "0000-0000001"),
    "complaints": "对遴选有异议的，可以向法规处反映。",
}


def _poll() -> list[Event]:
    """One that was taken, and one called off."""
    stream = Stream(POLL, HEARD)
    plan: dict[str, Any] = {"kind": ActivityKind.OPINION_POLL, "form": ActivityForm.ONLINE, "rules": "cn-sd-hearing-2025"}
    words = {"subject": "早市民意调查", "reason": "了解居民对早市时间的看法。", "place": "网络"}
    stream.add(v.ActivityPlanned, DRAFTER, **plan, **words)
    taken = Poll(
        maker=PollMaker.THIRD_PARTY,
        unit="示例调查中心",
        method=PollMethod.PHONE,
        asked=1_000,
        answered=612,
        from_day=date(2026, 2, 2),
        to_day=date(2026, 2, 20),
        figures=(PollFigure("早市几点开市合适", "六点", 401), PollFigure("早市几点开市合适", "五点", 211)),
    )
    stream.add(v.PollTaken, DRAFTER, poll=taken)
    stream.add(v.ActivityCalledOff, RELEASER, reason="调查单位更换，重新安排调查。")
    return stream.events


def named_decision() -> list[Event]:
    """It says which matter of the catalogue it is about."""
    stream = Stream(NAMED, NAMED)
    stream.add(e.DecisionStarted, DRAFTER, **STARTED)
    stream.add(e.MatterNamed, DRAFTER, place=CataloguePlace(2026, 1))
    return stream.events


LISTED = CatalogueMatter(
    title="海州市早市设置和管理办法",
    undertaker="市商务局市场建设处",
    first_month=4,
    last_month=6,
    matter_kind=MatterKind.PUBLIC_POLICY,
    basis="关系群众日常生活，占道经营的来信集中。",
    hearing=True,
    carried_from=3,
)


def catalogue() -> list[Event]:
    """From its preparation to its first adjustment."""
    stream = Stream(catalogue_stream(2026), k.CATALOGUES)
    stream.add(k.CataloguePrepared, DRAFTER, year=2026, matters=(LISTED,))
    stream.add(k.CatalogueSubmitted, DRAFTER)
    stream.add(k.CataloguePublished, RELEASER, year=2026, matters=1)
    stream.add(k.MatterLinked, DRAFTER, decision=str(NAMED), matter=1)
    reason = "专项规划尚在编制，本项结转下一年度。"
    change = MatterChange(kind=AdjustmentKind.CARRIED_OVER, number=1, reason=reason)
    stream.add(k.AdjustmentPrepared, DRAFTER, changes=(change,))
    stream.add(k.CatalogueAdjusted, RELEASER, number=1, changes=1)
    return stream.events


def executed_decision() -> list[list[Event]]:
    """What follows an adoption: suspended and resumed, evaluated, adjusted by another decision, terminated; and a task."""
    own, later = Stream(EXECUTED, EXECUTED), Stream(ADJUSTING, ADJUSTING)
    own.add(e.DecisionStarted, DRAFTER, **STARTED)
    later.add(e.DecisionStarted, DRAFTER, **STARTED)
    facts: dict[str, Any] = {"cause": ExecutionProblem.FORCE_MAJEURE, "decided_by": DecidedBy.HEAD}
    words = {"scope": "沿河路段的早市。", "reason": "河道汛情，路段临时封闭。"}
    own.add(e.ExecutionSuspended, RELEASER, **facts, **words, decided_on=date(2026, 3, 1))
    own.add(e.ExecutionResumed, RELEASER, reason="汛情解除，路段恢复通行。")
    facts = {"trigger": EvaluationTrigger.MANY_OPINIONS, "method": EvaluationMethod.COMMISSIONED, "unit": "示例研究院"}
    own.add(e.EvaluationStarted, RELEASER, **facts, reason="公众对供水提出较多意见。")
    facts = {"result": EvaluationResult.CHANGED, "involved": (Participant.DEPUTIES, Participant.GRASSROOTS), "filed": True}
    words = {"heard": "网络征集意见，召开两次座谈会。", "summary": "秩序好转，供水不足，建议增加供水点。"}
    own.add(e.EvaluationReported, RELEASER, **facts, **words, report=Blob("4" * 64, 8_765, "application/pdf"))
    link: dict[str, Any] = {"relation": DecisionRelation.ADJUSTMENT}
    own.add(e.LaterDecisionLinked, RELEASER, **link, decision=ADJUSTING, reason="按照后评估结果调整供水的规定。")
    later.add(e.EarlierDecisionNamed, RELEASER, **link, decision=EXECUTED)
    words = {"meeting": "局长办公会第十二次会议", "basis": "修订后的办法已经公布，本办法停止执行。"}
    own.add(e.ExecutionTerminated, RELEASER, met_on=date(2026, 3, 1), **words)
    return [own.events, later.events, _task()]


def _task() -> list[Event]:
    """A task of another division: reported on, changed, inspected, completed."""
    stream, limit = Stream(TASK, EXECUTED), date(2026, 9, 30)
    unit, words = Division("service", "服务业处"), u.TaskWords("完成三处早市的划线和供水。", "服务业处处长")
    stream.add(u.UndertakingSet, RELEASER, limit=limit, unit=unit, words=words)
    said = u.ProgressWords("已完成两处。", "摊位有序。", "九月完成第三处。", "按计划推进。")
    stream.add(u.ProgressReported, DRAFTER, unit="service", words=said)
    text = "第三处的供水管线需要改道。"
    stream.add(u.ProblemReported, DRAFTER, kind=ExecutionProblem.CIRCUMSTANCES_CHANGED, unit="service", text=text)
    reason = "供水管线改道，期限顺延一个月。"
    stream.add(u.UndertakingChanged, RELEASER, limit=date(2026, 10, 30), unit=unit, words=words, reason=reason)
    findings: dict[str, Any] = {"rectify_by": date(2026, 8, 15), "findings": "第二处的清扫人员没有到岗。"}
    stream.add(u.ExecutionInspected, REVIEWER, inspection=1, unit=Division("rules", "法规处"), **findings)
    proof: dict[str, Any] = {"evidenced": True, "unit": "service", "evidence": Blob("7" * 64, 2_000, "application/pdf")}
    stream.add(u.FindingsRectified, DRAFTER, inspection=1, **proof, done="清扫人员已经到岗，附排班表。")
    stream.add(u.UndertakingCompleted, DRAFTER, **proof, effect="三处早市全部完成划线和供水。")
    return stream.events


def filed_comment() -> list[Event]:
    """A copy of its picture is published."""
    stream = Stream(UUID(int=COMMENT.int + 3))
    stream.add(c.CommentSubmitted, PUBLIC, **SUBMITTED)
    copy = Blob("8" * 64, 700, "image/png")
    stream.add(c.AttachmentsCleaned, SCREENER, treatments=(FileTreatment.CLEANED,), attachments=(copy,))
    return stream.events


def earlier_comment() -> list[Event]:
    """As it was written before participation activities were recorded."""
    stream = Stream(COMMENT)
    stream.add(c.CommentSubmittedV1, PUBLIC, **{name: value for name, value in SUBMITTED.items() if name != "activity_id"})
    return stream.events


SUBMITTED: dict[str, Any] = {
    "channel": Channel.LETTER,
    "draft_version": 1,
    "respondent_kind": RespondentKind.ENTERPRISE,
    "articles": ("a1", "a2"),
    "publish_name": True,
    "received_on": date(2026, 4, 2),
    "late": True,
    "activity_id": None,
    "text": "建议早市五点开市，\n收摊后由管理单位统一清扫。",
    "proposed_wording": "第一条　早市营业时间为五时至九时。",
    "attachments": (Blob("9" * 64, 777, "image/png"),),
    "file_names": ("来信扫描件.png",),
    "name": "陈示例",
    "organisation": "示例蔬菜合作社",
    "contact": Contact("person@example.org", "0000-0000009"),
}


def comments() -> list[list[Event]]:
    """Streams of three comments: withheld, appealed and erased; redacted and withdrawn; published, looked at again, redacted."""
    withheld, redacted, published = Stream(COMMENT), Stream(OTHER_COMMENT), Stream(UUID(int=COMMENT.int + 2))
    withheld.add(c.CommentSubmitted, PUBLIC, **SUBMITTED)
    facts: dict[str, Any] = {"reason": WithholdingReason.PERSONAL_DATA, "note": "写有邻居的姓名和住址"}
    withheld.add(c.CommentWithheld, SCREENER, **facts, public_note="意见中写有他人的个人信息。")
    withheld.add(c.WithholdingAppealed, PUBLIC, grounds="地址是公开的摊位号，不是住址。")
    withheld.add(c.AppealDecided, CHECKER, outcome=AppealOutcome.OVERTURNED, name_shown=True, note="经核实是摊位号。")
    withheld.add(c.ErasureRequested, SCREENER, scope=ErasureScope.IDENTITY, note="本人到柜台提出。")
    withheld.add(c.CommentErased, CHECKER, scope=ErasureScope.IDENTITY)
    redacted.add(c.CommentSubmitted, PUBLIC, **SUBMITTED)
    facts = {"basis": WithholdingReason.ABUSE, "spans": 1, "name_shown": False}
    redacted.add(c.CommentRedacted, SCREENER, **facts, redacted_text="建议早市五点开市，■■■■。")
    redacted.add(c.CommentWithdrawn, PUBLIC)
    published.add(c.CommentSubmitted, PUBLIC, **SUBMITTED | {"channel": Channel.HEARING, "activity_id": HEARING})
    published.add(c.CommentPublished, SCREENER, name_shown=True)
    published.add(c.SecondLookAsked, SCREENER, note="请看第二句是否写有他人住址。")
    published.add(c.ScreeningConfirmed, CHECKER, note="是摊位号，维持公开。")
    closing: dict[str, Any] = {"before": ScreeningOutcome.PUBLISHED, "reason": WithholdingReason.PERSONAL_DATA, "spans": 1}
    facts = {"note": "第二句写有管理人员的住址。", "public_note": "补充遮盖他人住址。", "name_shown": True}
    text = "建议早市五点开市，\n■■■■■■■■■■■■■。"
    published.add(c.ScreeningRevised, CHECKER, outcome=ScreeningOutcome.REDACTED, redacted_text=text, **closing, **facts)
    kept: dict[str, Any] = {"publish_name": False, "name_shown": False, "late": False}
    facts = {
        "channel": Channel.COUNTER,
        "received_on": date(2026, 3, 31),
        "articles": ("a2",),
        "respondent_kind": RespondentKind.OTHER,
    }
    cause = CorrectionCause.ENTERED_WRONGLY
    published.add(c.RegistrationCorrected, CHECKER, cause=cause, note="收件章是三月三十一日。", **facts, **kept)
    published.add(c.ContactConfirmed, PUBLIC)
    return [withheld.events, redacted.events, published.events]


def referred_comment() -> list[Event]:
    """No opinion on the draft, handed on; another person finds that it is one."""
    stream = Stream(UUID(int=COMMENT.int + 4))
    stream.add(c.CommentSubmitted, PUBLIC, **SUBMITTED)
    stream.add(c.CommentReferred, SCREENER, grievance_id=GRIEVANCE, reason="反映的是摊位费收据纠纷，没有对草案的意见。")
    stream.add(c.CommentReopened, CHECKER, note="第二段要求写明收费标准，是对第二条的意见。")
    return stream.events


def grievances() -> list[list[Event]]:
    """Made of a comment, told, closed and taken back; and one that came beside a letter."""
    own, alone = Stream(GRIEVANCE), Stream(UUID(int=GRIEVANCE.int + 1))
    came: dict[str, Any] = {"received_on": date(2026, 4, 2), "due_on": date(2026, 4, 17), "rules": "cn-xinfang-2022"}
    said: dict[str, Any] = {
        "text": "去年摊位费多收两个月，一直没有退。",
        "name": "陈示例",
        "contact": Contact("person@example.org", "0000-0000009"),
    }
    facts: dict[str, Any] = {"comment_id": None, "beside": OTHER_COMMENT, "channel": Channel.LETTER, "provisional": True}
    alone.add(g.GrievanceRegistered, SCREENER, **came, **said, **facts)
    nothing: dict[str, Any] = {"text": None, "name": None, "contact": None, "beside": None}
    facts = {"comment_id": UUID(int=COMMENT.int + 4), "channel": Channel.LETTER, "provisional": False}
    own.add(g.GrievanceRegistered, SCREENER, **came, **nothing, **facts)
    words = {"organ": "海州市市场监管投诉举报中心，电话12315。", "told": "收费纠纷请向市场监管部门提出，材料已转。"}
    own.add(g.GrievanceForwarded, SCREENER, to=GrievanceChannel.HOTLINE, **words)
    own.add(g.GrievanceClosed, SCREENER, outcome=GrievanceOutcome.ANSWERED, answer="多收的两个月已经退回。")
    own.add(g.GrievanceTakenBack, CHECKER, note="第二段是对第二条的意见。")
    return [alone.events, own.events]


def point() -> list[Event]:
    """From the making of a point to its superseded answer."""
    stream = Stream(POINT)
    stream.add(p.PointMade, ANSWERER, articles=("a1",), summary="早市应当提前开市")
    stream.add(p.PointReworded, ANSWERER, articles=("a1", "a2"), summary="早市应当提前开市并统一清扫")
    stream.add(p.CommentsGathered, ANSWERER, comment_ids=(COMMENT, OTHER_COMMENT))
    stream.add(p.CommentsReleased, ANSWERER, comment_ids=(OTHER_COMMENT,))
    stream.add(p.DispositionDrafted, ANSWERER, disposition=ANSWER)
    superseding = DispositionText(
        DispositionKind.ALREADY_COVERED,
        ReasonKind.LAW,
        "市容条例对清扫责任已有规定。",
        "《城市市容和环境卫生管理条例》第十四条",
    )
    stream.add(p.DispositionSuperseded, ANSWERER, disposition=superseding, why="原答复没有写明已有规定，予以更正。")
    return stream.events


def merged_point() -> list[Event]:
    """A point that says what the other one says, and is merged into it."""
    stream = Stream(UUID(int=POINT.int + 1))
    stream.add(p.PointMade, ANSWERER, articles=("a1",), summary="早市应当早些开市")
    stream.add(p.PointDissolved, ANSWERER, into=POINT)
    return stream.events


def shared_decision() -> list[Event]:
    """Undertaken by two divisions, talked over with a third and an outside unit, countersigned, and handed over."""
    stream = Stream(SHARED, SHARED)
    reason = "夜间停车由城管处共同管理，需要一并研究。"
    stream.add(e.DecisionStarted, DRAFTER, **STARTED)
    stream.add(e.DraftPrepared, DRAFTER, draft_version=1, draft=text("a"))
    for division, name in (("service", "服务业处"), ("ports", "口岸处")):
        stream.add(e.JointDivisionNamed, DRAFTER, division=division, name=name, reason=reason)
    stream.add(e.PartsAssigned, DRAFTER, division="service", articles=("a2",), points=(POINT,))
    asked: dict[str, Any] = {"text_version": 2, "due_on": date(2026, 3, 12), "letter": "请就草案第二条提出意见。"}
    stream.add(e.UnitAsked, DRAFTER, unit=1, division="finance", name="财务处", **asked)
    stream.add(e.UnitAsked, DRAFTER, unit=2, division=None, name="海州市公安局", **asked)
    agreed = {"received_on": date(2026, 3, 2), "late": False, "position": UnitPosition.AGREE, "text": None, "file": None}
    stream.add(e.UnitAnswered, REVIEWER, unit=1, division="finance", **agreed)
    against = {
        "position": UnitPosition.DISAGREE,
        "text": "占道路段应当由我局核准。",
        "file": Blob("7" * 64, 9, "application/pdf"),
    }
    stream.add(e.UnitAnswered, DRAFTER, unit=2, division=None, **agreed | against)
    dispute = e.Dispute(
        question="由谁核准。", unit_view="由公安。", own_view="由城管。", reasons="便于办理。", basis="条例第十四条。"
    )
    result = {"result": Coordination.NOT_AGREED, "note": "三次协商未能一致。", "dispute": dispute}
    stream.add(e.UnitOpinionCoordinated, DRAFTER, unit=2, **result)
    stream.add(e.JointDivisionEnded, DRAFTER, division="ports", reason="口岸业务已经调出，不再共同承办。")
    stream.add(e.ReviewRequested, DRAFTER, draft_version=1)
    stream.add(e.DraftCountersigned, REVIEWER, division="service", draft_version=1, reservation="第二条建议再作研究。")
    stream.add(e.JointDivisionNamed, DRAFTER, division="finance", name="财务处", reason=reason)
    stream.add(e.CountersignatureExcused, RELEASER, division="finance", draft_version=1, reason="财务处正在合并，无人会签。")
    handed = {"division": "service", "name": "服务业处", "officer": ANSWERER, "agreed_on": date(2026, 3, 2)}
    stream.add(e.DecisionHandedOver, RELEASER, **handed, reason="机构职能调整，由服务业处承办。")
    return stream.events


FORM = QuestionnaireForm(
    title="早市怎么办",
    introduction="两分钟，请按自己的情况回答。",
    questions=(
        Question(kind=QuestionKind.SINGLE, text="您希望几点开市？", options=("五点", "六点"), required=True, least=1, most=1),
        Question(kind=QuestionKind.TEXT, text="还有什么要说的？"),
    ),
)


def questionnaires() -> list[list[Event]]:
    """Answered by one, counted and published; and one that was withdrawn."""
    stream, response, other = Stream(QUESTIONNAIRE), Stream(RESPONSE), Stream(UUID(int=QUESTIONNAIRE.int + 16))
    for each in (stream, other):
        each.add(q.QuestionnaireDrafted, DRAFTER, form=FORM)
        each.add(q.QuestionnaireOpened, RELEASER, opens_at=OPENS, closes_at=CLOSES)
    answers = (qr.Answer(1, (2,)), qr.Answer(2, (1,)))
    facts: dict[str, Any] = {"questionnaire_id": QUESTIONNAIRE, "respondent_kind": RespondentKind.INDIVIDUAL}
    response.add(qr.ResponseSubmitted, PUBLIC, **facts, answers=answers, texts=(qr.WrittenAnswer(2, "摊位费请公示。"),))
    response.add(qr.ResponseErasureRequested, SCREENER, note="本人来电要求删除。")
    response.add(qr.ResponseErased, CHECKER)
    stream.add(q.QuestionnaireClosed, CLOCK, closed_at=CLOSES)
    counts = (q.KindCount(kind=RespondentKind.INDIVIDUAL, responses=1, questions=((1, 0, 1), (1, 1))),)
    stream.add(q.ResponsesCounted, CLOCK, responses=(RESPONSE,), counts=counts, remaining=0)
    spread = "问卷链接在网站、公众号和早市入口张贴。"
    stream.add(q.QuestionnaireFiguresPublished, RELEASER, responses=1, spread=spread)
    other.add(q.QuestionnaireWithdrawn, RELEASER, reason="第一题的选项有误，改正后重新发布。")
    return [response.events, stream.events, other.events]


STAMPED: dict[str, Any] = {"size": 41, "root": b"\x07" * 32, "stamped_at": datetime(2026, 3, 2, 1, 30, 15, tzinfo=UTC)}
AUTHORITY: dict[str, Any] = {"authority": "tsa.example", "token": b"0\x82\x01\x00..."}


def deliberated_before_minutes() -> list[Event]:
    """A deliberation as it was written before the record of the meeting stood in it."""
    (written,) = (event for event in decision() if isinstance(event, e.DecisionDeliberated))
    return [e.DecisionDeliberatedV1(**{name: value for name, value in asdict(written).items() if name != "minutes"})]


def anchors() -> list[list[Event]]:
    """Anchors of a decision, and of the whole log."""
    own, daily = Stream(anchor_stream(DECISION)), Stream(anchor_stream(WHOLE_LOG), WHOLE_LOG)
    for occasion in (Occasion.OPENING, Occasion.CLOSING, Occasion.CLOSED):
        own.add(a.AnchorRecorded, CLOCK, occasion=occasion, **STAMPED, **AUTHORITY)
    daily.add(a.AnchorRecorded, CLOCK, occasion=Occasion.DAILY, **STAMPED, **AUTHORITY)
    return [own.events, daily.events]


def streams() -> list[list[Event]]:
    """Every stream, with every topic in it at least once."""
    return [
        decision(),
        ended_decision(),
        returned_decision(),
        hastened_decision(),
        shared_decision(),
        filed_decision(),
        *expertise(),
        *activities(),
        *applications(),
        named_decision(),
        catalogue(),
        *executed_decision(),
        *comments(),
        filed_comment(),
        referred_comment(),
        *grievances(),
        point(),
        merged_point(),
        deliberated_before_minutes(),
        *questionnaires(),
        *anchors(),
    ]


def examples() -> dict[str, Event]:
    """The canonical event of each topic: the first in the streams above."""
    found: dict[str, Event] = {}
    for stream in (*streams(), earlier_comment()):
        for event in stream:
            found.setdefault(event.topic, event)
    return found
