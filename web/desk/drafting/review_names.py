"""Reviews with the names of those who made them."""

from __future__ import annotations

from uuid import UUID

import msgspec

from consult.reading.reviews import Review, reviews_of
from consult.runtime import Runtime


class NamedReview(msgspec.Struct, frozen=True):
    review: Review
    name: str


async def named_reviews(runtime: Runtime, consultation_id: UUID) -> list[NamedReview]:
    found = await reviews_of(runtime, consultation_id)
    names = await runtime.staff.names() if found else {}
    return [NamedReview(review, names.get(review.reviewer, "")) for review in found]
