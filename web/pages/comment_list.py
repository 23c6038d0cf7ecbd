"""The comments of a decision, a page at a time: filtered, either way round, by page where every comment is listed.

Numbers of comments are dense, so that a page of the whole list is a range of numbers; other lists go on from a number.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar import Response, get

from consult.runtime import Runtime
from domain.enumerations import CommentStatus, DispositionKind, RespondentKind
from projections.activities.queries import activity
from projections.comments.queries import CommentView, comments_after
from projections.consultations.views import ConsultationView
from web.shared.query import LARGEST, PAGES, choice_in, number_in, text_in
from web.shared.render import page
from web.shared.request import PageRequest, cache_until_changed, consultation_of, labels_of
from web.shared.request_state import runtime_of

SIZE = 50
NEAR = 2  # pages named on each side of the present one
ORDERS = ("oldest", "newest")
DISPOSITIONS = (*DispositionKind, "unanswered")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the address asks for. `activity`: the n-th of the decision.

    `after`, `before`: the page that follows, or ends before, this number in the list's order.
    """

    article: str | None = None
    respondent: str | None = None
    disposition: str | None = None
    status: str | None = None
    activity: int | None = None
    order: str = "oldest"
    after: int | None = None
    before: int | None = None

    @property
    def filters(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("article", "respondent", "disposition", "status")}

    @property
    def filtered(self) -> bool:
        return any(self.filters.values()) or self.activity is not None

    def query(self, **place: int) -> str:
        """Of an address with these filters, at another place."""
        order = None if self.order == "oldest" else self.order
        asked = {**self.filters, "activity": self.activity, "order": order, **place}
        return urlencode({name: value for name, value in asked.items() if value is not None})


class CommentPage(msgspec.Struct, frozen=True, kw_only=True):
    """One page. `further`, `back`: whether there is a page after it, or before it."""

    items: tuple[CommentView, ...]
    further: bool
    back: bool


def asked_of(request: PageRequest, received: int) -> Asked:
    """Raises QueryRefused. `number`: a comment to begin with; `page`: of all that were received."""
    newest = choice_in(request, "order", ORDERS) == "newest"
    number, page_number = number_in(request, "number", 0), number_in(request, "page", 1, 1, PAGES)
    after = number_in(request, "after", 0) or (number and min(number + (1 if newest else -1), LARGEST))
    if page_number > 1:
        after = first_beyond(page_number, received, newest=newest)
    return Asked(
        article=text_in(request, "article") or None,
        respondent=choice_in(request, "respondent", tuple(RespondentKind)),
        disposition=choice_in(request, "disposition", DISPOSITIONS),
        status=choice_in(request, "status", tuple(CommentStatus)),
        activity=number_in(request, "activity", 0) or None,
        order="newest" if newest else "oldest",
        after=after or None,
        before=number_in(request, "before", 0) or None,
    )


def first_beyond(page_number: int, received: int, *, newest: bool) -> int:
    """The number after which a page of the whole list begins, the first page being 1."""
    passed = (page_number - 1) * SIZE
    return max(received - passed, 0) + 1 if newest else passed


async def comment_page(runtime: Runtime, view: ConsultationView, asked: Asked) -> CommentPage:
    """By the number that the page follows; where one is to end before a number, read backwards from there."""
    backwards = asked.before is not None
    down = (asked.order == "newest") != backwards
    place = asked.before if backwards else asked.after
    start = place if place is not None else LARGEST if down else 0
    said_at = await activity(runtime.reads, view.id, asked.activity) if asked.activity else None
    if asked.activity and said_at is None:
        return CommentPage(items=(), further=False, back=False)
    listed = partial(comments_after, runtime.reads, view.id, activity=said_at.activity_id if said_at else None)
    rows = await listed(after=start, limit=SIZE + 1, down=down, **asked.filters)
    more, shown = len(rows) > SIZE, rows[:SIZE]
    if backwards:
        return CommentPage(items=shown[::-1], further=True, back=more)
    return CommentPage(items=shown, further=more, back=place is not None)


def page_numbers(asked: Asked, shown: CommentPage, received: int) -> tuple[int, list[int]]:
    """The present page of the whole list, and those to be named: first and last, and near ones; none of a filtered list."""
    last = -(-received // SIZE)
    if asked.filtered or last < 2 or not shown.items:
        return 1, []
    first = shown.items[0].number
    passed = received - first if asked.order == "newest" else first - 1
    present = passed // SIZE + 1
    return present, sorted({1, last, *_near(present, last)})


def _near(present: int, last: int) -> Iterator[int]:
    yield from range(max(1, present - NEAR), min(last, present + NEAR) + 1)


def statuses(view: ConsultationView) -> list[tuple[CommentStatus, int]]:
    """How many comments have each status, as the ledger counts them."""
    return [(status, getattr(view.ledger, status.value)) for status in CommentStatus]


@get(["/consultations/{number:str}/comments", "/en/consultations/{number:str}/comments"], name="comments")
async def comments(request: PageRequest) -> Response[bytes]:
    view = await consultation_of(request)
    received = view.ledger.received
    asked = asked_of(request, received)
    shown = await comment_page(runtime_of(request), view, asked)
    present, numbers = page_numbers(asked, shown, received)
    choices: dict[str, Any] = {"kinds": list(RespondentKind), "dispositions": DISPOSITIONS, "statuses": statuses(view)}
    return page(
        request,
        "comments.html",
        choices,
        cached=cache_until_changed(request, view),
        section="consultations",
        c=view,
        asked=asked,
        shown=shown,
        present=present,
        numbers=numbers,
        labels=labels_of(view),
    )
