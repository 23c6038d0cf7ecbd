"""What comments say, opened once by each process for search and comparison at the desk; gone from here once it is erased."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import Any
from uuid import UUID

import msgspec

from consult.archive.streams import Archive
from domain.comment.events import CommentSubmitted
from domain.sealing import CLOSED
from projections.search.words import BETWEEN, NOT_WORD, folded, text_hash
from projections.worklists.desk_queries import WordsOfComment, words_changed

AT_ONCE = 250  # comments opened before others get their turn
BY_THE_WAY = 1000  # comments opened while a page is made that can do without: less than a tenth of a second
KEPT = 8  # decisions


class ClosedText(msgspec.Struct, frozen=True):
    """A comment's words, folded (letters, digits and Han alone), and the hash of its text. `erased`: as when it was opened."""

    number: int
    erased: str | None
    body: str
    hash: bytes | None


class ClosedTexts:
    """Words of the comments of the decisions last asked about, for staff who may read them; withdrawn ones are left out."""

    def __init__(self, pool: Any, archive: Archive) -> None:
        self._pool = pool
        self._archive = archive
        self._known: OrderedDict[UUID, dict[UUID, ClosedText]] = OrderedDict()
        self._opening: dict[UUID, asyncio.Lock] = {}

    async def of(self, consultation_id: UUID) -> dict[UUID, ClosedText]:
        """The words of every comment of the decision, as of the read models. The first time takes a second for 10,000."""
        known, _ = await self._asked(consultation_id, None)
        return known

    def forget(self, comment_id: UUID) -> None:
        """At once when it is erased in this process; other processes notice when they next look."""
        for known in self._known.values():
            known.pop(comment_id, None)

    async def prepare(self, consultation_id: UUID) -> bool:
        """Open some more of them by the way; answers whether all are open."""
        _, whole = await self._asked(consultation_id, BY_THE_WAY)
        return whole

    async def _asked(self, consultation_id: UUID, most: int | None) -> tuple[dict[UUID, ClosedText], bool]:
        async with self._opening.setdefault(consultation_id, asyncio.Lock()):
            known = self._known.setdefault(consultation_id, {})
            self._known.move_to_end(consultation_id)
            while len(self._known) > KEPT:
                self._opening.pop(self._known.popitem(last=False)[0], None)
            whole = await self._catch_up(consultation_id, known, most)
        return known, whole

    async def _catch_up(self, consultation_id: UUID, known: dict[UUID, ClosedText], most: int | None) -> bool:
        last = max((text.number for text in known.values()), default=0)
        found = await words_changed(self._pool, consultation_id, last)
        for each in found:
            if each.comment_id in known and (each.gone or known[each.comment_id].erased != each.erased):
                del known[each.comment_id]
        missing = [each for each in found if not each.gone and each.comment_id not in known]
        missing.sort(key=lambda each: each.number)  # so that those still missing stand after the last one known
        wanted = missing[:most]
        for start in range(0, len(wanted), AT_ONCE):
            await self._open({each.comment_id: each for each in wanted[start : start + AT_ONCE]}, known)
        return len(wanted) == len(missing)

    async def _open(self, wanted: dict[UUID, WordsOfComment], known: dict[UUID, ClosedText]) -> None:
        for comment_id, event in (await self._archive.submissions(list(wanted))).items():
            known[comment_id] = _closed_text(event, wanted[comment_id])

    async def with_words(self, consultation_id: UUID, words: str) -> list[UUID] | None:
        """Comments that hold every part of `words` (apart by spaces or commas) as it stands; None where there is no word."""
        parts = [part for part in (NOT_WORD.sub("", folded(part)) for part in BETWEEN.split(words[:200])) if part]
        if not parts:
            return None
        known = await self.of(consultation_id)
        return [key for key, text in known.items() if all(part in text.body for part in parts)]

    async def same_as(self, consultation_id: UUID, comment_id: UUID) -> list[int] | None:
        """Numbers of the other comments with the same text; width, case, spaces and punctuation do not count.

        None as long as the words of a large decision are still being opened, page by page.
        """
        known, whole = await self._asked(consultation_id, BY_THE_WAY)
        if not whole:
            return None
        own = known.get(comment_id)
        if own is None or own.hash is None:
            return []
        return sorted(text.number for key, text in known.items() if text.hash == own.hash and key != comment_id)


def _closed_text(event: CommentSubmitted, about: WordsOfComment) -> ClosedText:
    texts = [event.text, event.proposed_wording, event.name, event.organisation]
    bodies = ["" if text is None or text is CLOSED else NOT_WORD.sub("", folded(text)) for text in texts]
    digest = None if event.text is CLOSED else text_hash(event.text, bodies[0])
    return ClosedText(about.number, about.erased, " ".join(bodies), digest)
