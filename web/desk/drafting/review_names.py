"""Reviews with the names of those who made them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import msgspec

from consult.reading.reviews import Review, returning_reviews, reviews_of
from consult.runtime import Runtime


class NamedReview(msgspec.Struct, frozen=True):
    review: Review
    name: str


async def named_reviews(runtime: Runtime, consultation_id: UUID) -> list[NamedReview]:
    return await _named(runtime, await reviews_of(runtime, consultation_id))


async def returned_remarks(runtime: Runtime, consultation_id: UUID) -> list[NamedReview]:
    """Why the draft came back, for its drafter."""
    return await _named(runtime, await returning_reviews(runtime, consultation_id))


async def _named(runtime: Runtime, reviews: Iterable[Review]) -> list[NamedReview]:
    found = list(reviews)
    names = await runtime.staff.names() if found else {}
    return [NamedReview(review, names.get(review.reviewer, "")) for review in found]
