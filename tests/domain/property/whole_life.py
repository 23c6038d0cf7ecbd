"""A whole life of a decision as a list of recorded events, written by hand: what the re-check must accept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from domain.calendar import local_date
from domain.comment.events import (
    REGISTERED,
    AppealDecided,
    AttachmentsCleaned,
    CommentErased,
    CommentPublished,
    CommentRedacted,
    CommentSubmitted,
    CommentWithdrawn,
    CommentWithheld,
    ContactConfirmed,
    ErasureRequested,
    RegistrationCorrected,
    ScreeningConfirmed,
    ScreeningRevised,
    SecondLookAsked,
    WithholdingAppealed,
)
from domain.consultation.events import (
    AdoptionPrepared,
    AnswersOutstanding,
    AttachmentsTreated,
    ChannelCount,
    ConsultationPublished,
    DecisionAdopted,
    DecisionDeliberated,
    DecisionStarted,
    DispositionCount,
    Dissent,
    DraftPrepared,
    DraftReleased,
    DraftReviewed,
    FairCompetitionReviewed,
    FeedbackPrepared,
    FeedbackPublished,
    FeedbackSignedOff,
    LedgerFigures,
    LegalityReviewed,
    MaterialsPrepared,
    Minutes,
    PeriodClosed,
    PeriodExtended,
    RecordsArchived,
    ReviewRequested,
    SupplementPrepared,
    SupplementPublished,
    SupplementSignedOff,
)
from domain.enumerations import (
    AppealOutcome,
    Channel,
    CorrectionCause,
    DeliberationResult,
    DispositionKind,
    ErasureScope,
    FileTreatment,
    LegalityResult,
    MatterKind,
    ReasonKind,
    Regime,
    RespondentKind,
    Retention,
    ReviewKind,
    ReviewResult,
    ScreeningOutcome,
    WithholdingReason,
)
from domain.event import CLOCK, PUBLIC, Event
from domain.point.events import CommentsGathered, DispositionDrafted, DispositionSuperseded, PointDissolved, PointMade
from domain.rules import CURRENT_RULES
from domain.values import (
    AdoptionNotice,
    ArticleDigest,
    Blob,
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
from tests.domain.property.whole_life_activities import convened, met
from tests.domain.property.whole_life_assessments import assessed, heard
from tests.domain.property.whole_life_questionnaire import asked, counted

DECISION = UUID(int=1)
START = datetime(2026, 3, 2, 1, tzinfo=UTC)
OPENS = datetime(2026, 3, 9, 16, tzinfo=UTC)
CLOSES = datetime(2026, 4, 9, 16, tzinfo=UTC)
EXTENDED = CLOSES + timedelta(days=5)
WEEK = timedelta(days=7)
REVIEWED = EXTENDED + 4 * WEEK

DRAFTER, REVIEWER, RELEASER, SCREENER, CHECKER, ANSWERER, REGISTRAR = (str(UUID(int=100 + number)) for number in range(7))
SHORT, LONG = "理由太短", "夜市营业时间由各区结合实际自行确定。"


def text(*bodies: str) -> TextDocument:
    articles = tuple(ArticleDigest(f"a{number}", f"第{number}条", body * 64) for number, body in enumerate(bodies, 1))
    return TextDocument(Blob(bodies[0] * 64, 1000, "text/markdown"), articles)


class Log:
    """Events recorded one after the other, with stream versions counted for them."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._versions: dict[UUID, int] = {}

    def add(self, kind: type[Event], at: datetime, actor: str, stream: UUID = DECISION, /, **facts: Any) -> None:
        version = self._versions[stream] = self._versions.get(stream, 0) + 1
        self.events.append(
            kind(originator_id=stream, originator_version=version, timestamp=at, actor=actor, consultation_id=DECISION, **facts)
        )

    def comment(self, number: int, at: datetime, channel: Channel = Channel.WEB, **facts: Any) -> UUID:
        stream = UUID(int=1000 + number)
        fields: dict[str, Any] = {
            "draft_version": 1,
            "respondent_kind": RespondentKind.INDIVIDUAL,
            "articles": ("a1",),
            "publish_name": False,
            "received_on": None,
            "late": False,
            "text": f"第{number}条意见",
            "proposed_wording": None,
            "attachments": (),
            "file_names": (),
            "name": None,
            "organisation": None,
            "contact": None,
        }
        actor = PUBLIC if channel == Channel.WEB else REGISTRAR
        self.add(CommentSubmitted, at, actor, stream, channel=channel, **fields | facts)
        return stream


MINUTES = Minutes(
    attendees=("张局长", "李副局长"),
    views="李副局长不同意。",
    dissents=(Dissent("李副局长", "噪声没有解决。"),),
    decision="通过。",
    against_majority=True,
    reason=LONG,
)


def whole_life() -> list[Event]:
    """From the start to the adoption, with seven comments of every fate and three points, one superseded and one merged.

    After the feedback a letter is found, answered in a supplement, and two more come in, which the adoption does not wait for.
    """
    log = Log()
    _prepare(log)
    convened(log, OPENS, DRAFTER, RELEASER)
    _comment(log)
    _answer(log)
    _supplement(log)
    _assess(log)
    _adopt(log)
    return log.events


def _prepare(log: Log) -> None:
    log.add(
        DecisionStarted,
        START,
        DRAFTER,
        rules=CURRENT_RULES.name,
        title="促进夜间经济若干措施",
        division=Division("trade", "市场处"),
        matter_kind=MatterKind.PUBLIC_POLICY,
        regime=Regime.BUREAU_DECISION,
        decision_organ="市商务局",
        proposer="市场处",
        touches_operators=True,
    )
    log.add(DraftPrepared, START, DRAFTER, draft_version=1, draft=text("1", "2", "3"))
    log.add(
        MaterialsPrepared,
        START,
        DRAFTER,
        explanation=Blob("e" * 64, 10, "text/markdown"),
        basis=(LegalBasis("《电子商务法》"),),
        interpretation=Interpretation("背景", "内容", "对象", "注意", "关键词", "区别"),
        attachments=(NamedBlob("示意图", Blob("d" * 64, 10, "application/pdf")),),
        contact=ContactPoint("市场处", phone="0532-85910000"),
    )
    treated = TreatedFile("d" * 64, FileTreatment.AS_IT_IS, ("signed",), "文件带有电子签章，保持原样。")
    log.add(AttachmentsTreated, START, DRAFTER, files=(treated,))
    log.add(ReviewRequested, START, DRAFTER, draft_version=1)
    for kind in ReviewKind:
        log.add(DraftReviewed, START, REVIEWER, kind=kind, result=ReviewResult.PASSED, remark=None)
    log.add(DraftReleased, START, RELEASER, draft_version=1, forced=False, reason=None)
    period = {"opens_at": OPENS, "closes_at": CLOSES, "channels": tuple(Channel), "shortened": False, "shortening_reason": None}
    log.add(ConsultationPublished, START, RELEASER, draft_version=1, **period)


def _comment(log: Log) -> None:
    at = OPENS + WEEK
    asked(log, OPENS, EXTENDED - WEEK, DRAFTER, RELEASER, SCREENER, CHECKER)
    photograph, copy = Blob("7" * 64, 90, "image/jpeg"), Blob("8" * 64, 80, "image/jpeg")
    named = log.comment(1, OPENS, name="张三", publish_name=True, attachments=(photograph,), file_names=("照片.jpg",))
    redacted, withheld, overturned, withdrawn = (log.comment(number, at) for number in range(2, 6))
    letter = log.comment(6, at, Channel.LETTER, received_on=date(2026, 3, 10))
    log.add(AttachmentsCleaned, at, SCREENER, named, treatments=(FileTreatment.CLEANED,), attachments=(copy,))
    log.add(CommentPublished, at, SCREENER, named, name_shown=True)
    blackout = {"basis": WithholdingReason.PERSONAL_DATA, "spans": 1, "name_shown": False, "redacted_text": "第■条意见"}
    log.add(CommentRedacted, at, SCREENER, redacted, **blackout)
    for stream in (withheld, overturned):
        log.add(CommentWithheld, at, SCREENER, stream, reason=WithholdingReason.ABUSE, note="辱骂", public_note=None)
    log.add(WithholdingAppealed, at, PUBLIC, overturned, grounds="并非辱骂")
    log.add(AppealDecided, at, CHECKER, overturned, outcome=AppealOutcome.OVERTURNED, name_shown=False, note="成立")
    log.add(CommentWithdrawn, at, PUBLIC, withdrawn)
    log.add(ErasureRequested, at, SCREENER, withdrawn, scope=ErasureScope.ALL, note="本人来函")
    log.add(CommentErased, at, CHECKER, withdrawn, scope=ErasureScope.ALL)
    log.add(CommentPublished, at, SCREENER, letter, name_shown=False)
    log.add(PeriodExtended, at, RELEASER, closes_at=EXTENDED, reason="应多家企业要求，延长征求意见期。")
    received = (ChannelCount(Channel.WEB, 5), ChannelCount(Channel.LETTER, 1))
    log.add(PeriodClosed, EXTENDED, CLOCK, closed_at=EXTENDED, received=received, log_size=27, answer_due_on=date(2026, 5, 14))
    counted(log, EXTENDED, EXTENDED - WEEK, RELEASER)
    late = log.comment(7, EXTENDED + WEEK, Channel.LETTER, received_on=date(2026, 4, 20), late=True)
    log.add(CommentPublished, EXTENDED + WEEK, SCREENER, late, name_shown=False)


def comment_id(number: int) -> UUID:
    return UUID(int=1000 + number)


def point_id(number: int) -> UUID:
    return UUID(int=500 + number)


def _answer(log: Log) -> None:
    at = EXTENDED + 2 * WEEK
    adopted = DispositionText(DispositionKind.ADOPTED, ReasonKind.OTHER, LONG, articles_changed=("a1",))
    noted = DispositionText(DispositionKind.NOTED, ReasonKind.POLICY_CHOICE, LONG)
    for number, gathered, disposition in ((1, (1, 2, 4), adopted), (2, (2, 6, 7), noted)):
        log.add(PointMade, at, ANSWERER, point_id(number), articles=("a1",), summary="延长营业时间")
        ids = tuple(comment_id(comment) for comment in gathered)
        log.add(CommentsGathered, at, ANSWERER, point_id(number), comment_ids=ids)
        log.add(DispositionDrafted, at, ANSWERER, point_id(number), disposition=disposition)
    log.add(PointMade, at, ANSWERER, point_id(3), articles=("a3",), summary="营业时间再长一些")
    log.add(CommentsGathered, at, ANSWERER, point_id(3), comment_ids=(comment_id(1), comment_id(4)))
    log.add(PointDissolved, at, ANSWERER, point_id(3), into=point_id(1))
    log.add(FeedbackPrepared, at, ANSWERER, text=FeedbackText("问", "说", "做"), revised=text("9", "2", "3"))
    log.add(FeedbackSignedOff, at, RELEASER, contradictions_accepted=())
    counts = (DispositionCount(DispositionKind.ADOPTED, 1), DispositionCount(DispositionKind.NOTED, 1))
    ledger = LedgerFigures(received=7, published=5, withheld=1, withdrawn=1, awaiting=0, answered=5, unanswered=1)
    lists = {"contradictions": (), "changed_without_comment": ()}
    log.add(FeedbackPublished, at, RELEASER, ledger=ledger, dispositions=counts, **lists)
    law = DispositionText(DispositionKind.NOT_ADOPTED, ReasonKind.LAW, LONG, "《电子商务法》第十条")
    log.add(DispositionSuperseded, at, ANSWERER, point_id(2), disposition=law, why="原答复漏引法律条款，现予更正。")


def _supplement(log: Log) -> None:
    at = EXTENDED + 3 * WEEK
    facts = {"received_on": date(2026, 4, 10), "late": False}
    found = log.comment(8, at, Channel.LETTER, **facts)
    other = log.comment(9, at, Channel.LETTER, **facts)
    log.add(CommentPublished, at, SCREENER, found, name_shown=False)
    log.add(CommentPublished, at, SCREENER, other, name_shown=False)
    log.add(CommentsGathered, at, ANSWERER, point_id(1), comment_ids=(found,))
    log.add(PointMade, at, ANSWERER, point_id(5), articles=("a1",), summary="增加公交班次")
    log.add(CommentsGathered, at, ANSWERER, point_id(5), comment_ids=(other,))
    noted = DispositionText(DispositionKind.NOTED, ReasonKind.POLICY_CHOICE, LONG)
    log.add(DispositionDrafted, at, ANSWERER, point_id(5), disposition=noted)
    log.add(SupplementPrepared, at, ANSWERER, text="两封来信在收发室压下，反馈公布后才转到。")
    log.add(SupplementSignedOff, at, RELEASER, contradictions_accepted=())
    counts = tuple(
        DispositionCount(kind, 1) for kind in (DispositionKind.ADOPTED, DispositionKind.NOT_ADOPTED, DispositionKind.NOTED)
    )
    ledger = LedgerFigures(received=9, published=7, withheld=1, withdrawn=1, awaiting=0, answered=7, unanswered=1)
    figures = {"number": 1, "points": 1, "comments": 2}
    log.add(SupplementPublished, at, RELEASER, ledger=ledger, dispositions=counts, contradictions=(), **figures)
    shown = log.comment(10, at, Channel.LETTER, **facts)
    log.comment(11, at, Channel.LETTER, **facts)
    log.add(CommentPublished, at, SCREENER, shown, name_shown=False)
    _look_again(log, at)


def _look_again(log: Log, at: datetime) -> None:
    """Long after the feedback, what was shown in full is looked at again, and then blacked out in part."""
    log.add(SecondLookAsked, at, SCREENER, comment_id(1), note="请看是否写有住址")
    log.add(ScreeningConfirmed, at, CHECKER, comment_id(1), note="没有住址")
    log.add(ContactConfirmed, at, PUBLIC, comment_id(1))
    change: dict[str, Any] = {"before": ScreeningOutcome.PUBLISHED, "outcome": ScreeningOutcome.REDACTED}
    change |= {"reason": WithholdingReason.PERSONAL_DATA, "spans": 1, "redacted_text": "第1条■■", "name_shown": True}
    log.add(ScreeningRevised, at, CHECKER, comment_id(1), note="写有摊位电话", public_note=None, **change)
    kept: dict[str, Any] = dict.fromkeys(REGISTERED) | {"late": False, "name_shown": False, "note": "核对原件"}
    facts = {"channel": Channel.COUNTER, "received_on": date(2026, 3, 11), "articles": ("a2",)}
    log.add(RegistrationCorrected, at, CHECKER, comment_id(6), **kept | facts, cause=CorrectionCause.ENTERED_WRONGLY)
    asked = {"publish_name": False, "cause": CorrectionCause.RESPONDENT_ASKED}
    log.add(RegistrationCorrected, at, CHECKER, comment_id(1), **kept | asked)


def _assess(log: Log) -> None:
    at, revised = EXTENDED + 3 * WEEK, next(event for event in log.events if isinstance(event, FeedbackPrepared))
    heard(log, at, DRAFTER, RELEASER, revised.originator_version, DECISION)
    assessed(log, at, DRAFTER, RELEASER, revised.originator_version, DECISION)
    met(log, at, REGISTRAR, RELEASER, DECISION)


def _adopt(log: Log) -> None:
    at, day = REVIEWED, local_date(REVIEWED)
    log.add(
        LegalityReviewed,
        at,
        REVIEWER,
        result=LegalityResult.LAWFUL,
        file_received_on=local_date(EXTENDED + 2 * WEEK),
        reviewer="法规处",
        opinion="合法",
    )
    log.add(FairCompetitionReviewed, at, REVIEWER, passed=True, opinion="通过")
    log.add(DecisionDeliberated, at, DRAFTER, result=DeliberationResult.PASSED, met_on=day, meeting="局长办公会", minutes=MINUTES)
    notice = AdoptionNotice("青商字〔2026〕1号", None, text("9", "2", "3"), "采纳1条", day, day, date(2026, 7, 1))
    log.add(AdoptionPrepared, at, DRAFTER, notice=notice)
    log.add(AnswersOutstanding, at, RELEASER, awaiting=1, unanswered=1, reason="措施须在六月前施行，来信随后答复。")
    facts = {"issued_on": day, "effective_on": date(2026, 7, 1), "valid_until": None}
    log.add(DecisionAdopted, at, RELEASER, contradictions=(), changed_without_comment=(), **facts)
    log.add(RecordsArchived, at, RELEASER, number="WS·2026-Y-0003", retention=Retention.PERMANENT)
