"""What an event says, in plain words: its facts by name, for staff."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from domain.anchor.events import AnchorRecorded
from domain.catalogue import events as k
from domain.comment.events import AttachmentsCleaned, CommentReferred, CommentReopened, RegistrationCorrected, ScreeningRevised
from domain.consultation import events as e
from domain.event import Event
from domain.grievance import events as g
from domain.sealing import CLOSED
from web.desk.drafting.history_activities import facts_of_activities
from web.desk.drafting.history_applications import facts_of_applications
from web.desk.drafting.history_assessments import facts_of_assessments
from web.desk.drafting.history_execution import facts_of_execution
from web.desk.drafting.history_questionnaires import facts_of_questionnaires
from web.desk.drafting.history_units import facts_of_units
from web.shared.wording.dates import date_words, deadline_words, moment_words
from web.shared.wording.languages import Locale
from web.shared.wording.words import word_or_value

Fact = tuple[str, str]


def facts_of(event: Event, locale: Locale) -> list[Fact]:
    """Name (source string) and value of each fact; what was erased is left out."""
    return [
        (name, _said(value, locale))
        for name, value in (
            *_preparing(event, locale),
            *_later(event, locale),
            *_anchored(event, locale),
            *_revised(event, locale),
            *_of_files(event, locale),
            *_registration(event, locale),
            *_grievance(event, locale),
            *facts_of_activities(event, locale),
            *facts_of_applications(event, locale),
            *facts_of_assessments(event, locale),
            *facts_of_questionnaires(event, locale),
            *_of_catalogue(event, locale),
            *facts_of_execution(event, locale),
            *facts_of_units(event, locale),
        )
        if value not in (None, CLOSED, "")
    ]


def _said(value: object, locale: Locale) -> str:
    if isinstance(value, datetime):
        return moment_words(value, locale.english)
    if isinstance(value, date):
        return date_words(value, locale.english)
    return str(value)


def _word(locale: Locale, kind: str, value: object) -> str:
    return locale.translate(word_or_value(kind, value))


def _version(locale: Locale, number: int) -> str:
    return locale.translate("第{n}稿").format(n=number)


def _anchored(event: Event, locale: Locale) -> Iterator[tuple[str, object]]:
    if isinstance(event, AnchorRecorded):
        yield "时间锚定", _word(locale, "occasion", event.occasion)
        yield from (("时间戳服务机构", event.authority), ("时间戳的时间", event.stamped_at), ("盖戳的记录数", event.size))


def _revised(event: Event, locale: Locale) -> Iterator[tuple[str, object]]:
    if isinstance(event, ScreeningRevised):
        yield "更正前", _word(locale, "screening_outcome", event.before)
        yield "更正后", _word(locale, "screening_outcome", event.outcome)
        yield "理由", _word(locale, "withholding", event.reason) if event.reason else None
        yield from (("内部说明", event.note), ("公开说明", event.public_note))


def _of_files(event: Event, locale: Locale) -> Iterator[tuple[str, object]]:
    if isinstance(event, AttachmentsCleaned):
        for kind, count in Counter(event.treatments).items():
            yield word_or_value("treatment", kind), count
    if isinstance(event, e.AttachmentsTreated) and event.files is not CLOSED:
        for kind, count in Counter(file.treatment for file in event.files).items():
            yield word_or_value("treatment", kind), count
        yield from (("按原样公开的理由", file.reason) for file in event.files if file.reason)


def _registration(event: Event, locale: Locale) -> Iterator[tuple[str, object]]:
    if isinstance(event, RegistrationCorrected):
        names = [_word(locale, "registered", name) for name in event.corrected]
        yield from (("更正的项目", "、".join(names)), ("更正原因", _word(locale, "cause", event.cause)), ("内部说明", event.note))


def _grievance(event: Event, locale: Locale) -> Iterator[tuple[str, object]]:
    match event:
        case CommentReferred():
            yield "为什么不属于对草案的意见", event.reason
        case CommentReopened() | g.GrievanceTakenBack():
            yield "内部说明", event.note
        case g.GrievanceRegistered():
            yield from (("收到日期", event.received_on), ("告知期限", event.due_on))
            yield "渠道", _word(locale, "channel", event.channel)
        case g.GrievanceForwarded():
            yield from (("处理途径", _word(locale, "grievance_channel", event.to)), ("转交给谁、怎样联系", event.organ))
            yield "告知本人的话", event.told
        case g.GrievanceClosed():
            yield from (("结果", _word(locale, "grievance_outcome", event.outcome)), ("答复本人的话", event.answer))


def _of_catalogue(event: Event, locale: Locale) -> Iterator[tuple[str, object]]:
    match event:
        case e.MatterNamed(place=place) if place is not CLOSED:
            if place.matter is not None:
                words = locale.translate("{year}年度决策事项目录第{n}项")
                yield "目录事项", words.format(year=place.year, n=place.matter)
            yield "未列入目录的理由", place.reason
        case k.CataloguePrepared(matters=matters) if matters is not CLOSED:
            yield "目录事项", len(matters)
        case k.CataloguePublished(matters=matters):
            yield "目录事项", matters
        case k.AdjustmentPrepared(changes=changes) if changes is not CLOSED:
            yield "调整事项", len(changes)
        case k.CatalogueAdjusted(changes=changes):
            yield "调整事项", changes
        case k.MatterLinked(matter=matter):
            yield "目录事项", matter


def _preparing(event: Event, locale: Locale) -> Iterator[tuple[str, object]]:
    match event:
        case e.DecisionStarted():
            yield from (("决策事项名称", event.title), ("决策机关", event.decision_organ), ("提出单位", event.proposer))
        case e.DraftPrepared() | e.ReviewRequested():
            yield "草案", _version(locale, event.draft_version)
        case e.DraftReviewed():
            yield "审查内容", _word(locale, "review", event.kind)
            yield "结果", _word(locale, "review_result", event.result)
            yield "审查意见", event.remark
        case e.DraftReleased():
            yield "草案", _version(locale, event.draft_version)
            yield "先行签发的理由", event.reason
        case e.ConsultationPublished():
            yield "开始", event.opens_at
            yield "截止", deadline_words(event.closes_at, locale.english)
            yield "缩短期限的理由", event.shortening_reason
        case e.PeriodExtended():
            yield "新的截止日期", deadline_words(event.closes_at, locale.english)
            yield "延长的理由", event.reason
        case e.PeriodClosed():
            yield "收到", sum(count.received for count in event.received)
            yield "反馈期限", event.answer_due_on
        case e.AnswerDelayed():
            yield from (("新的反馈日期", event.due_on), ("延期的理由", event.reason))


def _later(event: Event, locale: Locale) -> Iterator[tuple[str, object]]:
    match event:
        case e.StepWaived():
            yield from (("环节", _word(locale, "waivable", event.step)), ("不需要的理由", event.reason))
        case e.LegalityReviewed():
            yield "结果", _word(locale, "legality", event.result)
            yield from (("审查机构", event.reviewer), ("审查意见", event.opinion))
        case e.FairCompetitionReviewed():
            yield "结果", locale.translate("通过" if event.passed else "未通过")
            yield "审查结论", event.opinion
        case e.DecisionDeliberated():
            yield "结果", _word(locale, "deliberation", event.result)
            yield from (("会议日期", event.met_on), ("会议名称", event.meeting))
        case e.FeedbackPublished():
            yield from (("收到", event.ledger.received), ("已答复", event.ledger.answered))
        case e.SupplementPrepared():
            yield "补充说明", event.text
        case e.SupplementPublished():
            yield from (("新的要点", event.points), ("答复的意见", event.comments), ("已答复", event.ledger.answered))
        case e.BlanketAnswersSeen():
            yield "可能笼统的答复", len(event.answers)
        case e.ReturnedForChanges():
            yield from (("退回的内容", _word(locale, "returnable", event.what)), ("退回的理由", event.reason))
        case e.ReviewTimeShortened():
            yield from (("审查工作日", event.working_days), ("审查时间不足的理由", event.reason))
        case e.AnswersOutstanding():
            yield from (("待审看的意见", event.awaiting), ("尚未答复的意见", event.unanswered), ("先行公布的理由", event.reason))
        case e.DecisionAdopted():
            yield from (("发文日期", event.issued_on), ("施行日期", event.effective_on), ("有效期至", event.valid_until))
        case e.DecisionEnded():
            yield "终止方式", _word(locale, "ending", event.kind)
            yield "终止的理由", event.reason
        case e.RecordsArchived():
            yield from (("档号", event.number), ("保管期限", _word(locale, "retention", event.retention)))
        case e.CorrectionMade():
            yield "更正的理由", event.reason
