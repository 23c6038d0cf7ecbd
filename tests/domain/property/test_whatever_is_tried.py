"""Whatever sequence of commands is tried, by whom and when, the ledger balances and the record breaks no rule."""

from collections import Counter
from collections.abc import Sequence
from random import Random
from typing import TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from domain import all_events
from domain.event import written_types
from domain.recheck import broken_rules
from tests.domain.property.tried import go_on, pause, try_anything
from tests.domain.property.world import World, closed
from tests.repetition import rounds

T = TypeVar("T")

assert all_events.__all__, "all topics are registered by importing this module"


class Drawn:
    """Choices made, and made smaller when something breaks, by hypothesis."""

    def __init__(self) -> None:
        self.source: st.DataObject | None = None

    def one_of(self, options: Sequence[T]) -> T:
        assert self.source is not None
        return options[self.source.draw(st.integers(0, len(options) - 1))]


class Seeded:
    """Choices of a seed, for long walks."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def one_of(self, options: Sequence[T]) -> T:
        return self.random.choice(options)


class WhateverIsTried(RuleBasedStateMachine):
    """Every check is made in `World.record`, after each event."""

    @initialize()
    def begin(self) -> None:
        self.drawn = Drawn()
        self.world = World(self.drawn)

    @rule(data=st.data())
    def anybody_tries_anything(self, data: st.DataObject) -> None:
        self.drawn.source = data
        try_anything(self.world)

    @rule(data=st.data(), steps=st.integers(1, 8))
    def the_office_goes_on(self, data: st.DataObject, steps: int) -> None:
        self.drawn.source = data
        for _ in range(steps):
            go_on(self.world)

    @rule(data=st.data())
    def time_passes(self, data: st.DataObject) -> None:
        self.drawn.source = data
        pause(self.world)


TestWhateverIsTried = WhateverIsTried.TestCase
TestWhateverIsTried.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


LEAST = rounds(100, 1000)
MOST = 3000  # walks, in which everything must have been reached


def walk(seed: int) -> World:
    """A long life, often meddled with, and a little after it is over; every other one is of a diligent office, and longer."""
    world, diligent = World(Seeded(seed)), seed % 2
    steps = (*(go_on,) * (1 + diligent), try_anything, try_anything, try_anything, pause)
    for _ in range(200 + 100 * diligent):
        world.chance.one_of(steps)(world)
    return world


def test_long_walks_reach_every_event_and_break_no_rule() -> None:
    topics: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for seed in range(MOST):
        world = walk(seed)
        topics.update(event.topic for event in world.events)
        refused.update(world.refused)
        assert broken_rules(world.events) == ()
        assert broken_rules(closed(event) for event in world.events) == ()
        if seed + 1 >= LEAST and set(topics) == set(written_types()) - DRAWN and refused.keys() >= MUST_HAVE_BEEN_REFUSED:
            break
    assert set(topics) == set(written_types()) - DRAWN
    assert refused.keys() >= MUST_HAVE_BEEN_REFUSED


DRAWN = {
    *("applications-closed.v1", "lot-drawn.v1", "participant-moved-up.v1", "application-submitted.v1"),
    *("application-withdrawn.v1", "application-admitted.v1", "application-invited.v1", "application-declined.v1"),
    *("application-listed.v1", "application-erased.v1"),
}
"""Those who apply are drawn by their own decisions, tried one by one in tests/domain/application."""
MUST_HAVE_BEEN_REFUSED = {
    "AnnouncedTooLate",
    "EnterprisesUnheard",
    "InterestedTooFew",
    "MaterialsTooLate",
    "OpinionPollMissing",
    "RecordUnconfirmed",
    "AlreadyDeclared",
    "AlreadyInvited",
    "ExpertAskedAlready",
    "ExpertInterested",
    "ExpertReviewClosed",
    "ExpertReviewMissing",
    "InterestUndeclared",
    "NotInvited",
    "OpinionFileMissing",
    "OpinionGivenAlready",
    "OpinionMissing",
    "OpinionUnused",
    "TooFewExperts",
    "MethodsMissing",
    "ReportMissing",
    "RiskAssessedOtherText",
    "RiskAssessmentClosed",
    "RiskAssessmentMissing",
    "RiskUncontrollable",
    "RisksMissing",
    "StepReported",
    "StepUnderWay",
    "AnchorNotDue",
    "TimeStampOutOfStep",
    "AlreadyAppealed",
    "AlreadyErased",
    "AlreadyPublished",
    "AlreadyReleased",
    "AlreadyScreened",
    "AlreadyWithdrawn",
    "AnswersEnded",
    "AnswersIncomplete",
    "AnswersSignedOff",
    "ArticleUnknown",
    "ArticlesNotNamed",
    "BlanketAnswersUnseen",
    "ChannelNotOffline",
    "CatalogueEmpty",
    "CatalogueNotPublished",
    "CatalogueNotSubmitted",
    "CataloguePublishedAlready",
    "CatalogueYearTooFar",
    "CitationMissing",
    "CommentAfterClosing",
    "CommentAnswered",
    "CommentBeforeOpening",
    "CommentElsewhere",
    "CommentNotGathered",
    "CommentRepeated",
    "CommentWithdrawnByAuthor",
    "CommentsLeftBehind",
    "CommentsUnanswered",
    "ConsultationNotPublished",
    "ContactConfirmedBefore",
    "ContactErased",
    "ContentErased",
    "ControlCharacter",
    "DecisionOver",
    "DraftFrozen",
    "DraftNotReleased",
    "ErasureAlreadyRequested",
    "FeedbackMissing",
    "FeedbackNotSignedOff",
    "GatheringSize",
    "InterpretationMissing",
    "LegalityReviewMissing",
    "MergingElsewhere",
    "NameConsentEmpty",
    "NoAppealOpen",
    "NoErasureRequested",
    "NotWithheld",
    "NothingToReturn",
    "NothingToSupplement",
    "OtherDivision",
    "PeriodBackwards",
    "PeriodShortened",
    "PeriodStillOpen",
    "PeriodTooShort",
    "PointMerged",
    "PointNotPublished",
    "PointPublished",
    "ProcedureOver",
    "ReasonMissing",
    "ReasonTooShort",
    "ReceivedInFuture",
    "ReturnNotMended",
    "ReturnedUnchanged",
    "RedactionAddsWords",
    "RedactionChangesNothing",
    "RoleMissing",
    "SamePersonAdopts",
    "SamePersonDecides",
    "SamePersonErases",
    "SamePersonReleases",
    "SamePersonReturns",
    "SamePersonReviews",
    "SamePersonSignsOff",
    "SignedAlready",
    "SupplementNotPrepared",
    "SupplementNotSignedOff",
    "TextMissing",
    "WithdrawalAfterClose",
    "AnotherScreened",
    "AppealWaits",
    "HidingUnexplained",
    "NoSecondLookAsked",
    "NotScreened",
    "RevisionChangesNothing",
    "SamePersonRevises",
    "SecondLookWaits",
    "AlreadyTakenBack",
    "AppealMisjudged",
    "CommentInPoint",
    "CommentNoOpinion",
    "FoundOpinion",
    "GrievanceOver",
    "HandledAsGrievance",
    "SamePersonTakesBack",
    "DecisionNotAdopted",
    "ExecutionOver",
    "AlreadySuspended",
    "NotSuspended",
    "SuspendedByOther",
    "LinkUnfit",
    "EvaluatorAppraised",
    "EvaluationUnderWay",
    "EvaluationNotStarted",
    "ParticipantsMissing",
    "LimitPassed",
    "UndertakingOver",
    "OtherUnitExecutes",
    "InspectorExecutes",
    "EvidenceMissing",
    "InspectionUnknown",
}
