"""The rules of screening, of its revision and of appeals, checked again on the record of one comment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from domain.comment.events import (
    AppealDecided,
    AttachmentsCleaned,
    CommentErased,
    CommentPublished,
    CommentRedacted,
    CommentReferred,
    CommentReopened,
    CommentSubmitted,
    CommentWithdrawn,
    CommentWithheld,
    RegistrationCorrected,
    ScreeningConfirmed,
    ScreeningRevised,
    SecondLookAsked,
    WithholdingAppealed,
)
from domain.enumerations import BY_AUTHOR, AppealOutcome, ErasureScope, FileTreatment, WithholdingReason
from domain.event import PUBLIC, Event
from domain.sealing import CLOSED

Standing = tuple[str, WithholdingReason | None]
"""What has become of a comment: awaiting, published, redacted, withheld, referred or withdrawn; and why it is hidden."""

MISJUDGED = {"withheld": (AppealOutcome.REOPENED,), "referred": (AppealOutcome.OVERTURNED,)}
"""What an appeal against this does not come to."""


def screening_rules_broken(own: list[Event], event: Event) -> Iterator[str]:
    """Names of the rules that `event` breaks after those that the stream of its comment has."""
    if _error_misused(own, event):
        yield "RegistrationErrorMisused"
    match event:
        case CommentPublished() | CommentRedacted() | CommentWithheld() | CommentReferred():
            yield from _screening(own, event)
        case CommentReopened():
            yield from _reopening(own, event)
        case ScreeningRevised():
            yield from _revision(own, event)
        case AttachmentsCleaned():
            yield from _cleaning(own, event)
        case SecondLookAsked() | ScreeningConfirmed():
            yield from _second_look(own, event)
        case WithholdingAppealed():
            yield from _appeal(own, event)
        case AppealDecided():
            yield from _appeal_decision(own, event)
        case _:
            pass


def comment_status(events: Iterable[Event]) -> str:
    """awaiting, published, withheld, referred or withdrawn: by the last event of a comment that changes it."""
    fate = _standing(events)[0]
    return "published" if fate == "redacted" else fate


def erased(own: Iterable[Event]) -> ErasureScope | None:
    """What has been erased of the comment so far."""
    scopes = {event.scope for event in own if isinstance(event, CommentErased)}
    return ErasureScope.ALL if ErasureScope.ALL in scopes else next(iter(scopes), None)


def name_consent(own: Iterable[Event]) -> bool:
    """Whether the respondent agrees, by what is registered last, that his name is shown."""
    said = [event.publish_name for event in own if isinstance(event, CommentSubmitted | RegistrationCorrected)]
    return next((consent for consent in reversed(said) if consent is not None), False)


def happened(events: Iterable[Event], *event_types: type[Event]) -> bool:
    return any(isinstance(event, event_types) for event in events)


def _standing(events: Iterable[Event]) -> Standing:
    fate: Standing = ("awaiting", None)
    for event in events:
        match event:
            case CommentPublished() | AppealDecided(outcome=AppealOutcome.OVERTURNED):
                fate = ("published", None)
            case CommentRedacted(basis=reason):
                fate = ("redacted", reason)
            case CommentWithheld(reason=reason):
                fate = ("withheld", reason)
            case ScreeningRevised(outcome=outcome, reason=why):
                fate = (outcome.value, why)
            case CommentReferred():
                fate = ("referred", None)
            case CommentReopened() | AppealDecided(outcome=AppealOutcome.REOPENED):
                fate = ("awaiting", None)
            case CommentWithdrawn():
                fate = ("withdrawn", None)
            case _:
                pass
    return fate


def _error_misused(own: list[Event], event: Event) -> bool:
    """Whether it gives for its reason an error of registration where it cannot, or does not say what stands instead."""
    error = WithholdingReason.REGISTERED_IN_ERROR
    match event:
        case CommentRedacted(basis=reason):
            return reason == error
        case ScreeningRevised(reason=why, outcome=outcome, public_note=note):
            return why == error and (outcome != "withheld" or note is None or _sent_online(own))
        case CommentWithheld(reason=reason, public_note=note):
            return reason == error and (note is None or _sent_online(own))
        case _:
            return False


def _sent_online(own: list[Event]) -> bool:
    return any(isinstance(event, CommentSubmitted) and event.channel in BY_AUTHOR for event in own)


def _screening(own: list[Event], event: CommentPublished | CommentRedacted | CommentWithheld | CommentReferred) -> Iterator[str]:
    if _standing(own)[0] not in ("awaiting", "withdrawn"):
        yield "AlreadyScreened"
    if happened(own, CommentWithdrawn):
        yield "AlreadyWithdrawn"
    if isinstance(event, CommentReferred):
        yield from _referral(own)
    elif not isinstance(event, CommentWithheld):
        yield from _showing(own, event.name_shown)


def _referral(own: list[Event]) -> Iterator[str]:
    """Once found to be an opinion, for good."""
    if happened(own, CommentReferred):
        yield "FoundOpinion"
    if erased(own) == ErasureScope.ALL:
        yield "ContentErased"


def _reopening(own: list[Event], event: CommentReopened) -> Iterator[str]:
    if _standing(own)[0] != "referred":
        yield "AlreadyTakenBack"
    if any(isinstance(earlier, CommentReferred) and earlier.actor == event.actor for earlier in own):
        yield "SamePersonTakesBack"
    if _appeal_waits(own):
        yield "AppealWaits"


def _cleaning(own: list[Event], event: AttachmentsCleaned) -> Iterator[str]:
    if happened(own, AttachmentsCleaned):
        yield "AttachmentsCleanedTwice"
    if happened(own, CommentWithdrawn):
        yield "AlreadyWithdrawn"
    if erased(own) == ErasureScope.ALL:
        yield "ContentErased"
    shown = [each for each in event.treatments if each != FileTreatment.LEFT_OUT]
    if FileTreatment.AS_IT_IS in shown or (event.attachments is not CLOSED and len(event.attachments) != len(shown)):
        yield "TreatmentsMiscounted"


def _showing(own: list[Event], name_shown: bool) -> Iterator[str]:
    if erased(own) == ErasureScope.ALL:
        yield "ContentErased"
    if name_shown and (not name_consent(own) or erased(own)):
        yield "NameConsentEmpty"


def _revision(own: list[Event], event: ScreeningRevised) -> Iterator[str]:
    yield from _revisable(own)
    fate, why = _standing(own)
    if _last_screener(own) == event.actor:
        yield "SamePersonRevises"
    if fate != event.before or (event.spans and event.outcome != "redacted"):
        yield "RevisionMisstated"
    if (event.reason is None) != (event.outcome == "published"):
        yield "HidingUnexplained"
    if event.outcome != "redacted" and (event.outcome.value, event.reason) == (fate, why):
        yield "RevisionChangesNothing"
    yield from _showing(own, event.name_shown)
    if event.name_shown and event.outcome == "withheld":
        yield "NameConsentEmpty"


def _second_look(own: list[Event], event: SecondLookAsked | ScreeningConfirmed) -> Iterator[str]:
    yield from _revisable(own)
    asked, same = _second_look_waits(own), _last_screener(own) == event.actor
    if isinstance(event, SecondLookAsked):
        if asked:
            yield "SecondLookWaits"
        if not same:
            yield "AnotherScreened"
    elif not asked:
        yield "NoSecondLookAsked"
    elif same:
        yield "SamePersonRevises"


def _revisable(own: list[Event]) -> Iterator[str]:
    fate, _ = _standing(own)
    if fate == "awaiting":
        yield "NotScreened"
    if fate == "referred":
        yield "HandledAsGrievance"
    if fate == "withdrawn":
        yield "AlreadyWithdrawn"
    if erased(own) == ErasureScope.ALL:
        yield "ContentErased"
    if _appeal_waits(own):
        yield "AppealWaits"


def _last_screener(own: Sequence[Event]) -> str | None:
    """Who screened, revised or decided an appeal last."""
    deciding = (CommentPublished, CommentRedacted, CommentWithheld, CommentReferred, ScreeningRevised, AppealDecided)
    return next((event.actor for event in reversed(own) if isinstance(event, deciding)), None)


def _second_look_waits(own: Sequence[Event]) -> bool:
    ending = (SecondLookAsked, ScreeningConfirmed, ScreeningRevised, AppealDecided)
    return isinstance(next((event for event in reversed(own) if isinstance(event, ending)), None), SecondLookAsked)


def _since_withheld(own: Sequence[Event]) -> Sequence[Event]:
    """From the last withholding or referral on; nothing where there was none, or where it has been taken back."""
    kinds = CommentWithheld | ScreeningRevised | CommentReferred | CommentReopened
    screened = [place for place, event in enumerate(own) if isinstance(event, kinds)]
    since = own[screened[-1] :] if screened else ()
    return since if _standing(since[:1])[0] in ("withheld", "referred") else ()


def _appeal_waits(own: Sequence[Event]) -> bool:
    since = _since_withheld(own)
    return happened(since, WithholdingAppealed) and not happened(since, AppealDecided)


def _appeal(own: list[Event], event: WithholdingAppealed) -> Iterator[str]:
    since = _since_withheld(own)
    if not since or event.actor != PUBLIC:
        yield "NotWithheld"
    if happened(since, WithholdingAppealed):
        yield "AlreadyAppealed"
    if happened(own, CommentWithdrawn):
        yield "AlreadyWithdrawn"


def _appeal_decision(own: list[Event], event: AppealDecided) -> Iterator[str]:
    since = _since_withheld(own)
    if not _appeal_waits(own):
        yield "NoAppealOpen"
    if since and since[0].actor == event.actor:
        yield "SamePersonDecides"
    if happened(own, CommentWithdrawn):
        yield "AlreadyWithdrawn"
    if event.outcome in MISJUDGED.get(_standing(own)[0], ()):
        yield "AppealMisjudged"
    if event.outcome == AppealOutcome.OVERTURNED:
        yield from _showing(own, event.name_shown)
