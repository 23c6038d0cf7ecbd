"""Edits of single articles of a draft: each makes a new version of the draft; articles keep their ids."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

import msgspec

from consult.commands.recording import ChangedSinceSeen, Done, actor_text, idempotency_of, once_per_key, record
from consult.commands.texts import MAX_SOURCE, document_of, document_with_articles, drafts_of, whole_text
from consult.runtime import Runtime
from domain.access import Actor, Role, require
from domain.articles import editing
from domain.articles.editing import ArticleUnknown, EditedText
from domain.articles.full_text import FullText
from domain.articles.identity import assign_known_ids
from domain.articles.parse import parse_text
from domain.consultation.events import DraftPrepared
from domain.consultation.refusals import DraftMissing
from domain.consultation.steps import drafting as decisions
from domain.text import normalised_text

MAX_ARTICLE = 200_000  # code points


class RewordArticle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`text`: the article without its label. `seen`: version of the decision that the writer was shown."""

    consultation_id: UUID
    article_id: str
    text: str
    seen: int | None = None


class InsertArticle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`after`: an article's id, `h2` for the second heading, or empty for before every article."""

    consultation_id: UUID
    after: str
    text: str
    seen: int | None = None


class RemoveArticle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    consultation_id: UUID
    article_id: str
    seen: int | None = None


class MoveArticle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`after` as in InsertArticle."""

    consultation_id: UUID
    article_id: str
    after: str
    seen: int | None = None


PlaceOf = Callable[[str], int | None]
Edit = Callable[[FullText, PlaceOf], EditedText]
Noticed = Callable[[DraftPrepared], object]
"""What of a version the editor relied on: where it has changed since he looked, he is told."""


def place_by_id(ids: Sequence[str]) -> PlaceOf:
    """Where an article of this id stands; None where it does not."""
    return lambda article_id: ids.index(article_id) if article_id in ids else None


async def reword_article(runtime: Runtime, actor: Actor, command: RewordArticle, key: str) -> Done:
    """Replace an article's text; edits of others since `seen` are kept. Raises ChangedSinceSeen, ArticleUnknown, ArticleSplit."""
    text = normalised_text(command.text, field="text", max_length=MAX_ARTICLE)

    def edit(draft: FullText, place_of: PlaceOf) -> EditedText:
        return editing.reword_article(draft.source, _known(place_of(command.article_id)), text, depth=draft.depth)

    return await _edited(runtime, actor, command, key, edit, lambda draft: _digest(draft, command.article_id))


async def insert_article(runtime: Runtime, actor: Actor, command: InsertArticle, key: str) -> Done:
    """Raises ChangedSinceSeen where articles or headings were added or taken out since; ArticleUnknown, ArticleSplit."""
    text = normalised_text(command.text, field="text", max_length=MAX_ARTICLE)

    def edit(draft: FullText, place_of: PlaceOf) -> EditedText:
        return editing.insert_article(draft.source, command.after, text, place_of, depth=draft.depth)

    return await _edited(runtime, actor, command, key, edit, _order)


async def remove_article(runtime: Runtime, actor: Actor, command: RemoveArticle, key: str) -> Done:
    def edit(draft: FullText, place_of: PlaceOf) -> EditedText:
        return editing.remove_article(draft.source, _known(place_of(command.article_id)), depth=draft.depth)

    return await _edited(runtime, actor, command, key, edit, lambda draft: _digest(draft, command.article_id))


async def move_article(runtime: Runtime, actor: Actor, command: MoveArticle, key: str) -> Done:
    def edit(draft: FullText, place_of: PlaceOf) -> EditedText:
        place = _known(place_of(command.article_id))
        return editing.move_article(draft.source, place, command.after, place_of, depth=draft.depth)

    return await _edited(runtime, actor, command, key, edit, _order)


AnyEdit = RewordArticle | InsertArticle | RemoveArticle | MoveArticle


async def _edited(runtime: Runtime, actor: Actor, command: AnyEdit, key: str, edit: Edit, noticed: Noticed) -> Done:
    """Load, edit the latest text, keep the ids, append it as the next version."""
    once_only = idempotency_of(runtime, key, type(command).__name__, actor_text(actor), command)

    async def attempt() -> Done:
        state = await runtime.archive.consultation(command.consultation_id)
        require(actor, Role.DRAFTER, state.divisions)
        drafts = await drafts_of(runtime, state.id)
        if not drafts:
            raise DraftMissing
        _refuse_overtaken(drafts, command.seen, noticed)
        before = await whole_text(runtime, state, document_of(drafts[-1]))
        ids = [article.id for article in before.articles]
        edited = edit(before, place_by_id(ids))
        text = normalised_text(edited.source, field="text", max_length=MAX_SOURCE)
        known = [None if place is None else ids[place] for place in edited.order]
        retired = [article.id for draft in drafts for article in document_of(draft).articles]
        prepared = document_with_articles(text, assign_known_ids(parse_text(text, before.depth), known, retired=retired))
        event = decisions.prepare_draft(state, prepared.document, actor=actor, at=runtime.clock.now())
        return await record(runtime, [event], owner_id=state.id, key=once_only, files=[prepared.file])

    return await once_per_key(runtime, once_only, attempt)


def _refuse_overtaken(drafts: Sequence[DraftPrepared], seen: int | None, noticed: Noticed) -> None:
    if seen is None:
        return
    before = [draft for draft in drafts if draft.originator_version <= seen]
    if not before or noticed(before[-1]) != noticed(drafts[-1]):
        raise ChangedSinceSeen


def _digest(draft: DraftPrepared, article_id: str) -> str | None:
    """The words of one article, where the version has it."""
    return next((article.sha256 for article in document_of(draft).articles if article.id == article_id), None)


def _order(draft: DraftPrepared) -> list[str]:
    return [article.id for article in document_of(draft).articles]


def _known(place: int | None) -> int:
    if place is None:
        raise ArticleUnknown
    return place
