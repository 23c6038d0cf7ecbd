"""What one person prepares and another signs: as it stands, whether it waits for the signature, and what was returned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from domain.consultation import events as e
from domain.enumerations import Returnable, ReviewKind, ReviewResult
from domain.event import Event
from domain.sealing import Closed

T = TypeVar("T")
Content = Mapping[str, object]
"""Parts by name, sealed ones perhaps CLOSED."""


class Returned(msgspec.Struct, frozen=True, kw_only=True):
    """What was last returned. `version`: of the return, in the decision's stream; `by`: an actor's id; `content`: what came back.

    `pending`: until it is submitted again. `review`: the review that returned it, where no signer did.
    """

    version: int
    by: str
    at: datetime
    reason: str | Closed | None
    content: Content
    draft_version: int
    pending: bool = True
    review: ReviewKind | None = None


class Returns(msgspec.Struct, frozen=True):
    """`content`: of each, as last prepared; `submitted`: versions of the stream that submitted what waits for a signature, or has
    it; `returned`: the last return of each. That of a supplement is forgotten when it is published: the next is another text."""

    content: dict[Returnable, Content] = {}
    submitted: dict[Returnable, int] = {}
    returned: dict[Returnable, Returned] = {}
    draft_version: int = 0

    @property
    def pending(self) -> dict[Returnable, Returned]:
        """What was returned and has not been submitted since."""
        return {what: each for what, each in self.returned.items() if each.pending}

    def unchanged(self, what: Returnable, content: Content | None = None) -> bool:
        """Whether this content, or what stands now, is what was last returned."""
        last = self.returned.get(what)
        return last is not None and dict(last.content) == dict(self.content[what] if content is None else content)


def evolve(state: Returns, event: Event) -> Returns:
    """After an event of the decision's stream."""
    match event:
        case e.DraftPrepared(draft=draft, draft_version=number):
            return replace(_prepared(state, Returnable.DRAFT, {"draft": draft}), draft_version=number)
        case e.MaterialsPrepared():
            return _prepared(state, Returnable.DRAFT, papers(event))
        case e.ReviewRequested():
            return _submitted(state, Returnable.DRAFT, event)
        case e.DraftReviewed(result=ReviewResult.RETURNED, kind=kind, remark=remark):
            return _returned(state, Returnable.DRAFT, event, remark, kind)
        case e.FeedbackPrepared(text=text, revised=revised):
            prepared = _prepared(state, Returnable.FEEDBACK, {"text": text, "revised": revised})
            return _submitted(prepared, Returnable.FEEDBACK, event)
        case e.SupplementPrepared(text=text):
            return _submitted(_prepared(state, Returnable.SUPPLEMENT, {"text": text}), Returnable.SUPPLEMENT, event)
        case e.SupplementPublished():
            submitted, returned = _but(state.submitted, Returnable.SUPPLEMENT), _but(state.returned, Returnable.SUPPLEMENT)
            return replace(state, submitted=submitted, returned=returned)
        case e.AdoptionPrepared(notice=notice):
            return _submitted(_prepared(state, Returnable.ADOPTION, {"notice": notice}), Returnable.ADOPTION, event)
        case e.ReturnedForChanges(what=what, reason=reason):
            return _returned(state, what, event, reason)
        case _:
            return state


def papers(event: e.MaterialsPrepared) -> Content:
    """What goes with a draft."""
    names = ("explanation", "basis", "interpretation", "attachments", "contact")
    return {name: getattr(event, name) for name in names}


def _but(kept: dict[Returnable, T], what: Returnable) -> dict[Returnable, T]:
    return {each: value for each, value in kept.items() if each != what}


def _prepared(state: Returns, what: Returnable, parts: Content) -> Returns:
    """Whatever waited for its signature no longer does: it has changed."""
    content = {**state.content, what: {**state.content.get(what, {}), **parts}}
    return replace(state, content=content, submitted=_but(state.submitted, what))


def _submitted(state: Returns, what: Returnable, event: Event) -> Returns:
    returned = {each: replace(last, pending=last.pending and each != what) for each, last in state.returned.items()}
    return replace(state, submitted={**state.submitted, what: event.originator_version}, returned=returned)


def _returned(
    state: Returns, what: Returnable, event: Event, reason: str | Closed | None, review: ReviewKind | None = None
) -> Returns:
    last = Returned(
        version=event.originator_version,
        by=event.actor,
        at=event.timestamp,
        reason=reason,
        content=state.content.get(what, {}),
        draft_version=state.draft_version,
        review=review,
    )
    return replace(state, submitted=_but(state.submitted, what), returned={**state.returned, what: last})
