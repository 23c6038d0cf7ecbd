"""The re-check accepts a whole life as it should be, and finds each rule broken on purpose."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeVar

import pytest
from msgspec.structs import replace

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
    AttachmentsTreated,
    ChannelCount,
    ConsultationPublished,
    DecisionAdopted,
    DecisionDeliberated,
    DecisionStarted,
    DraftPrepared,
    DraftReleased,
    DraftReviewed,
    FairCompetitionReviewed,
    FeedbackPrepared,
    FeedbackPublished,
    FeedbackSignedOff,
    LegalityReviewed,
    MaterialsPrepared,
    PeriodClosed,
    PeriodExtended,
    RecordsArchived,
    ReviewRequested,
    SupplementPublished,
    SupplementSignedOff,
)
from domain.enumerations import (
    Channel,
    CorrectionCause,
    DispositionKind,
    FileTreatment,
    LegalityResult,
    MatterKind,
    ReasonKind,
    ReviewResult,
    ScreeningOutcome,
    WithholdingReason,
)
from domain.event import PUBLIC, Event
from domain.history import History
from domain.point.events import (
    CommentsGathered,
    DispositionDrafted,
    DispositionSuperseded,
    PointDissolved,
)
from domain.recheck import broken_rules
from domain.sealing import CLOSED, sealed_fields
from domain.values import DispositionText, TreatedFile
from tests.domain.property import whole_life as life

E = TypeVar("E", bound=Event)
Breakage = Callable[[list[Event]], list[Event]]


def closed(event: E) -> E:
    """The event with every sealed field closed."""
    return replace(event, **{field.name: CLOSED for field in sealed_fields(type(event))})


def without(kind: type[Event], which: int = 0) -> Breakage:
    """Leave out the `which`-th event of a kind; later versions of its stream move up."""

    def leave_out(events: list[Event]) -> list[Event]:
        gone = [event for event in events if isinstance(event, kind)][which]
        return [_moved_up(event, gone) for event in events if event is not gone]

    return leave_out


def _moved_up(event: Event, gone: Event) -> Event:
    later = event.originator_id == gone.originator_id and event.originator_version > gone.originator_version
    return replace(event, originator_version=event.originator_version - 1) if later else event


def with_facts(kind: type[Event], which: int = 0, **facts: Any) -> Breakage:
    """Change facts of the `which`-th event of a kind."""

    def change(events: list[Event]) -> list[Event]:
        target = [event for event in events if isinstance(event, kind)][which]
        return [replace(event, **facts) if event is target else event for event in events]

    return change


def twice(kind: type[Event], which: int = 0, **facts: Any) -> Breakage:
    """Record the `which`-th event of a kind a second time, at the end of its stream and of the log."""

    def repeat(events: list[Event]) -> list[Event]:
        original = [event for event in events if isinstance(event, kind)][which]
        version = sum(event.originator_id == original.originator_id for event in events) + 1
        return [*events, replace(original, originator_version=version, timestamp=events[-1].timestamp, **facts)]

    return repeat


def after(sign_off: type[Event], kind: type[Event], which: int) -> Breakage:
    """Record the `which`-th event of a kind only after the answers were signed off."""

    def move(events: list[Event]) -> list[Event]:
        moved = [event for event in events if isinstance(event, kind)][which]
        signed = next(event for event in events if isinstance(event, sign_off))
        rest = [event for event in events if event is not moved]
        place = rest.index(signed) + 1
        return [*rest[:place], replace(moved, timestamp=signed.timestamp), *rest[place:]]

    return move


def test_a_whole_life_as_it_should_be_breaks_no_rule() -> None:
    assert broken_rules(life.whole_life()) == ()


def test_with_every_seal_closed_it_breaks_none_either() -> None:
    assert broken_rules(closed(event) for event in life.whole_life()) == ()


def test_its_ledger_balances_after_every_event() -> None:
    history = History()
    for event in life.whole_life():
        decision = history.apply(event)
        decision.ledger().balance()
        assert decision.position == history.size - 1
    (feedback, supplement) = (
        next(place for place, event in enumerate(life.whole_life()) if isinstance(event, kind))
        for kind in (FeedbackPublished, SupplementPublished)
    )
    for place in (feedback, supplement):
        told = History(life.whole_life()[: place + 1]).decisions[life.DECISION]
        assert told.ledger().figures == life.whole_life()[place].ledger  # type: ignore[attr-defined]
        assert told.coverage().complete
    assert (decision.ledger().answered, decision.ledger().unanswered, decision.ledger().awaiting) == (7, 2, 1)
    assert decision.ledger().distinct_texts == 8


def test_numbers_follow_the_order_of_submission() -> None:
    decision = History(life.whole_life()).decisions[life.DECISION]
    assert [standing.number for standing in decision.comment_standings()] == list(range(1, 12))
    assert [standing.comment_id for standing in decision.comment_standings()] == [
        life.comment_id(number) for number in range(1, 12)
    ]


def one_after_the_other(*breakages: Breakage) -> Breakage:
    def break_all(events: list[Event]) -> list[Event]:
        for breakage in breakages:
            events = breakage(events)
        return events

    return break_all


NOTED = DispositionKind.NOTED
AS_IT_WAS: dict[str, Any] = {"outcome": ScreeningOutcome.PUBLISHED, "reason": None, "spans": 0}
UNEXPLAINED = TreatedFile("d" * 64, FileTreatment.AS_IT_IS)

BREAKAGES: list[tuple[str, Breakage]] = [
    ("StreamVersionGap", with_facts(ReviewRequested, originator_version=9)),
    ("ClockOutOfStep", with_facts(ReviewRequested, timestamp=life.START - timedelta(seconds=11))),
    ("NotStarted", lambda events: events[1:]),
    ("MatterExcluded", with_facts(DecisionStarted, matter_kind=MatterKind.EMERGENCY)),
    ("DraftVersionGap", with_facts(DraftPrepared, draft_version=2)),
    ("ReviewNotRequested", without(ReviewRequested)),
    ("SamePersonReleases", with_facts(DraftReleased, actor=life.DRAFTER)),
    ("ReviewsIncomplete", without(DraftReviewed, 1)),
    ("DraftNotReleased", without(DraftReleased)),
    ("InterpretationMissing", with_facts(MaterialsPrepared, interpretation=None)),
    ("PeriodTooShort", with_facts(ConsultationPublished, closes_at=life.CLOSES - timedelta(days=2))),
    ("PeriodBackwards", with_facts(ConsultationPublished, opens_at=life.START - timedelta(days=1))),
    ("ShorteningUnexplained", with_facts(ConsultationPublished, shortened=True)),
    ("AlreadyPublished", twice(ConsultationPublished)),
    ("PeriodShortened", with_facts(PeriodExtended, closes_at=life.CLOSES)),
    ("PeriodAlreadyClosed", twice(PeriodExtended, closes_at=life.EXTENDED + life.WEEK)),
    ("PeriodStillOpen", with_facts(PeriodClosed, timestamp=life.CLOSES)),
    ("PeriodAlreadyClosed", twice(PeriodClosed)),
    ("ReceivedMiscounted", with_facts(PeriodClosed, received=(ChannelCount(Channel.WEB, 6),))),
    ("ConsultationNotPublished", without(ConsultationPublished)),
    ("CommentBeforeOpening", with_facts(ConsultationPublished, opens_at=life.OPENS + timedelta(seconds=1))),
    ("CommentAfterClosing", with_facts(CommentSubmitted, 6, channel=Channel.WEB, actor=PUBLIC, received_on=None, late=False)),
    ("CommentAfterClosing", with_facts(CommentSubmitted, 6, late=False)),
    ("CommentAfterClosing", with_facts(CommentSubmitted, 5, late=True)),
    ("CommentBeforeOpening", with_facts(CommentSubmitted, 5, received_on=date(2026, 3, 9))),
    ("ReceivedInFuture", with_facts(CommentSubmitted, 5, received_on=date(2026, 3, 18))),
    ("ChannelNotOffline", with_facts(CommentSubmitted, 5, actor=PUBLIC)),
    ("ArticleUnknown", with_facts(CommentSubmitted, articles=("a4",))),
    ("DraftFrozen", with_facts(CommentSubmitted, draft_version=2)),
    ("ProcedureOver", twice(CommentSubmitted, 6)),
    ("AlreadyScreened", twice(CommentPublished)),
    ("AttachmentsCleanedTwice", twice(AttachmentsCleaned)),
    ("TreatmentsMiscounted", with_facts(AttachmentsCleaned, treatments=(FileTreatment.LEFT_OUT,))),
    ("TreatmentsMiscounted", with_facts(AttachmentsCleaned, treatments=(FileTreatment.AS_IT_IS,))),
    ("AlreadyWithdrawn", twice(AttachmentsCleaned, originator_id=life.comment_id(5))),
    ("ContentErased", twice(AttachmentsCleaned, originator_id=life.comment_id(5))),
    ("TreatmentMisplaced", twice(AttachmentsTreated)),
    ("TreatmentMisplaced", with_facts(AttachmentsTreated, actor=life.REVIEWER)),
    ("ReasonTooShort", with_facts(AttachmentsTreated, files=(UNEXPLAINED,))),
    ("NameConsentEmpty", with_facts(CommentPublished, 1, name_shown=True)),
    ("RegistrationErrorMisused", with_facts(CommentWithheld, reason=WithholdingReason.REGISTERED_IN_ERROR, public_note="重复")),
    ("RegistrationErrorMisused", with_facts(CommentRedacted, basis=WithholdingReason.REGISTERED_IN_ERROR)),
    ("SamePersonCorrects", with_facts(RegistrationCorrected, actor=life.REGISTRAR)),
    ("SamePersonCorrects", twice(RegistrationCorrected)),
    ("RegistrationUnchanged", with_facts(RegistrationCorrected, **dict.fromkeys(REGISTERED))),
    ("SentByAuthor", with_facts(RegistrationCorrected, 1, cause=CorrectionCause.MISREAD)),
    ("SentByAuthor", with_facts(RegistrationCorrected, 1, articles=())),
    ("ChannelNotOffline", with_facts(RegistrationCorrected, channel=Channel.WEB)),
    ("CommentAfterClosing", with_facts(RegistrationCorrected, late=True)),
    ("CommentAfterClosing", with_facts(RegistrationCorrected, received_on=None, late=True)),
    ("CommentBeforeOpening", with_facts(RegistrationCorrected, received_on=date(2026, 3, 9))),
    ("ArticleUnknown", with_facts(RegistrationCorrected, articles=("a4",))),
    ("NameConsentEmpty", with_facts(RegistrationCorrected, 1, name_shown=True)),
    ("AlreadyWithdrawn", twice(RegistrationCorrected, originator_id=life.comment_id(5))),
    ("AlreadyAppealed", twice(WithholdingAppealed)),
    ("NoAppealOpen", without(WithholdingAppealed)),
    ("SamePersonDecides", with_facts(AppealDecided, actor=life.SCREENER)),
    ("SamePersonRevises", with_facts(ScreeningRevised, actor=life.SCREENER)),
    ("SamePersonRevises", with_facts(ScreeningConfirmed, actor=life.SCREENER)),
    ("SamePersonRevises", twice(ScreeningRevised, originator_id=life.comment_id(4))),
    ("NotScreened", twice(ScreeningRevised, originator_id=life.comment_id(11))),
    ("AlreadyWithdrawn", twice(ScreeningRevised, originator_id=life.comment_id(5))),
    ("ContentErased", twice(ScreeningRevised, originator_id=life.comment_id(5))),
    ("AppealWaits", one_after_the_other(without(AppealDecided), twice(ScreeningRevised, originator_id=life.comment_id(4)))),
    ("RevisionMisstated", with_facts(ScreeningRevised, before=ScreeningOutcome.WITHHELD)),
    ("RevisionMisstated", with_facts(ScreeningRevised, outcome=ScreeningOutcome.WITHHELD)),
    ("HidingUnexplained", with_facts(ScreeningRevised, reason=None)),
    ("RevisionChangesNothing", with_facts(ScreeningRevised, **AS_IT_WAS)),
    ("NameConsentEmpty", with_facts(ScreeningRevised, outcome=ScreeningOutcome.WITHHELD)),
    ("NameConsentEmpty", twice(ScreeningRevised, originator_id=life.comment_id(2))),
    ("AnotherScreened", with_facts(SecondLookAsked, actor=life.CHECKER)),
    ("SecondLookWaits", one_after_the_other(without(ScreeningConfirmed), without(ScreeningRevised), twice(SecondLookAsked))),
    ("NoSecondLookAsked", without(SecondLookAsked)),
    ("WithdrawalAfterClose", with_facts(CommentWithdrawn, timestamp=life.CLOSES)),
    ("AlreadyWithdrawn", twice(CommentWithdrawn)),
    ("WithdrawalByAnother", with_facts(CommentWithdrawn, actor=life.SCREENER)),
    ("ContactConfirmedBefore", twice(ContactConfirmed)),
    ("AlreadyWithdrawn", twice(ContactConfirmed, originator_id=life.comment_id(5))),
    ("ContactErased", twice(ContactConfirmed, originator_id=life.comment_id(5))),
    ("ConfirmedByAnother", with_facts(ContactConfirmed, actor=life.SCREENER)),
    ("NoErasureRequested", without(ErasureRequested)),
    ("SamePersonErases", with_facts(CommentErased, actor=life.SCREENER)),
    ("AlreadyErased", twice(ErasureRequested)),
    ("ContentErased", twice(CommentPublished, originator_id=life.comment_id(5))),
    ("GatheringSize", with_facts(CommentsGathered, comment_ids=())),
    ("CommentRepeated", with_facts(CommentsGathered, comment_ids=(life.comment_id(1),) * 2)),
    ("CommentElsewhere", with_facts(CommentsGathered, comment_ids=(life.comment_id(99),))),
    ("CommentWithdrawnByAuthor", with_facts(CommentsGathered, comment_ids=(life.comment_id(5),))),
    ("PointPublished", twice(DispositionDrafted)),
    ("PointPublished", twice(PointDissolved, originator_id=life.point_id(2))),
    ("AnswersSignedOff", after(FeedbackSignedOff, DispositionDrafted, 1)),
    ("AnswersSignedOff", after(SupplementSignedOff, DispositionDrafted, 2)),
    ("PointNotPublished", without(FeedbackPublished)),
    ("ReasonMissing", with_facts(DispositionDrafted, 1, disposition=DispositionText(NOTED, ReasonKind.OTHER, life.SHORT))),
    ("CitationMissing", with_facts(DispositionDrafted, 1, disposition=DispositionText(NOTED, ReasonKind.LAW, life.LONG))),
    (
        "ArticlesNotNamed",
        with_facts(DispositionDrafted, disposition=DispositionText(DispositionKind.ADOPTED, ReasonKind.OTHER, life.LONG)),
    ),
    ("ReasonMissing", with_facts(DispositionSuperseded, why="改")),
    ("PeriodStillOpen", without(PeriodClosed)),
    ("FeedbackNotPrepared", without(FeedbackPrepared)),
    ("FeedbackNotSignedOff", without(FeedbackSignedOff)),
    ("SamePersonSignsOff", with_facts(FeedbackSignedOff, actor=life.ANSWERER)),
    ("AlreadyAnswered", twice(FeedbackPublished)),
    ("AnswersIncomplete", without(CommentPublished, 2)),
    ("AnswersIncomplete", without(CommentsGathered, 1)),
    ("AnswersIncomplete", without(DispositionDrafted)),
    ("LedgerUnbalanced", without(CommentWithdrawn)),
    ("AnswersIncomplete", without(PointDissolved)),
    ("PointMerged", twice(PointDissolved)),
    ("MergingElsewhere", with_facts(PointDissolved, into=life.point_id(3))),
    ("MergingElsewhere", with_facts(PointDissolved, into=life.point_id(4))),
    ("CommentsLeftBehind", with_facts(PointDissolved, into=life.point_id(2))),
    ("DispositionsMiscounted", with_facts(FeedbackPublished, dispositions=())),
    ("FeedbackMissing", without(FeedbackPublished)),
    ("LegalityReviewMissing", without(LegalityReviewed)),
    ("LegalityReviewMissing", with_facts(LegalityReviewed, result=LegalityResult.UNLAWFUL)),
    ("NotDeliberated", without(DecisionDeliberated)),
    ("FairCompetitionReviewMissing", without(FairCompetitionReviewed)),
    ("AdoptionNotPrepared", without(AdoptionPrepared)),
    ("SamePersonAdopts", with_facts(DecisionAdopted, actor=life.DRAFTER)),
    ("DecisionOver", twice(DecisionAdopted)),
    ("ExplanationMissing", with_facts(MaterialsPrepared, explanation=None)),
    ("BasisMissing", with_facts(MaterialsPrepared, basis=())),
    ("ReviewUnderWay", twice(ReviewRequested)),
    ("SamePersonReviews", with_facts(DraftReviewed, 2, actor=life.DRAFTER)),
    ("SamePersonReviews", with_facts(LegalityReviewed, actor=life.DRAFTER)),
    ("ReviewNotRequested", with_facts(DraftReviewed, result=ReviewResult.RETURNED)),
    ("ReviewsIncomplete", with_facts(DraftReleased, forced=True, reason=life.LONG)),
    ("AlreadyReleased", twice(DraftReleased)),
    ("PeriodTooShort", with_facts(ConsultationPublished, shortened=True, shortening_reason=life.LONG)),
    ("ReasonTooShort", with_facts(PeriodExtended, reason=life.SHORT)),
    ("ContradictionsUnseen", with_facts(FeedbackPublished, contradictions=("a1",))),
    ("ContradictionsMiscounted", with_facts(FeedbackPrepared, revised=life.text("1", "2", "3"))),
    ("ContradictionsMiscounted", with_facts(FeedbackPublished, changed_without_comment=("a1",))),
    ("ContradictionsMiscounted", with_facts(DecisionAdopted, contradictions=("a1",))),
    ("AdoptionNotPrepared", with_facts(DecisionAdopted, effective_on=date(2026, 8, 1))),
    ("EffectBeforeIssue", with_facts(DecisionAdopted, effective_on=date(2026, 5, 1))),
    ("DateAhead", with_facts(DecisionDeliberated, met_on=date(2027, 1, 1))),
    ("DateAhead", with_facts(LegalityReviewed, file_received_on=date(2027, 1, 1))),
    ("FileBeforeFeedback", with_facts(LegalityReviewed, file_received_on=date(2026, 3, 20))),
    ("ReviewTooShort", with_facts(LegalityReviewed, file_received_on=local_date(life.REVIEWED))),
    ("StillRunning", without(DecisionAdopted)),
    ("ArchivedBefore", twice(RecordsArchived)),
    ("DissenterNotPresent", with_facts(DecisionDeliberated, minutes=replace(life.MINUTES, attendees=("张局长",)))),
    ("MajorityReasonMissing", with_facts(DecisionDeliberated, minutes=replace(life.MINUTES, reason=None))),
    ("ReasonTooShort", with_facts(DecisionDeliberated, minutes=replace(life.MINUTES, reason=life.SHORT))),
    ("MeetingTooEarly", with_facts(DecisionDeliberated, met_on=date(2026, 3, 1))),
    ("MeetingTooEarly", with_facts(DecisionDeliberated, met_on=local_date(life.REVIEWED) - timedelta(days=1))),
    ("IssueBeforeMeeting", with_facts(DecisionAdopted, issued_on=date(2026, 4, 1))),
]


@pytest.mark.parametrize(("rule", "breakage"), BREAKAGES, ids=[f"{rule}-{place}" for place, (rule, _) in enumerate(BREAKAGES)])
def test_a_rule_broken_on_purpose_is_found(rule: str, breakage: Breakage) -> None:
    assert rule in {finding.rule for finding in broken_rules(breakage(life.whole_life()))}


def test_a_finding_says_where() -> None:
    events = with_facts(CommentSubmitted, articles=("a4",))(life.whole_life())
    (finding,) = broken_rules(events)
    place = next(place for place, event in enumerate(events) if isinstance(event, CommentSubmitted))
    assert (finding.position, finding.originator_id, finding.topic) == (place, life.comment_id(1), "comment-submitted.v2")
