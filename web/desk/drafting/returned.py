"""Reviews with the names of those who made them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import msgspec

from consult.reviews import Review, returned_with, reviews_of
from consult.runtime import Runtime


class NamedReview(msgspec.Struct, frozen=True):
    review: Review
    name: str


async def names_of(runtime: Runtime, actors: Iterable[str]) -> dict[str, str]:
    """Names of staff by the actor's id as it stands in events; those who are no staff are left out."""
    wanted = set(actors)
    return {str(person.id): person.name for person in await runtime.staff.people() if str(person.id) in wanted}


async def named_reviews(runtime: Runtime, consultation_id: UUID) -> list[NamedReview]:
    return await _named(runtime, await reviews_of(runtime, consultation_id))


async def returned_remarks(runtime: Runtime, consultation_id: UUID) -> list[NamedReview]:
    """Why the draft came back, for its drafter."""
    return await _named(runtime, await returned_with(runtime, consultation_id))


async def _named(runtime: Runtime, reviews: Iterable[Review]) -> list[NamedReview]:
    found = list(reviews)
    names = await names_of(runtime, [review.reviewer for review in found]) if found else {}
    return [NamedReview(review, names.get(review.reviewer, "")) for review in found]
