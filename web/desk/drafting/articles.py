"""The draft article by article: listed, and each reworded, inserted, moved or removed; each edit is a new version."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler

from consult.commands.consultation import editing
from consult.commands.table import row_of
from consult.commands.texts import LatestDraft, latest_draft
from domain.articles.editing import insertion_places
from domain.articles.identity import IdentifiedArticle
from domain.consultation.refusals import DraftMissing
from domain.values import TextDocument
from web.desk.access.decision import ROOT, AtDesk
from web.desk.access.session import DeskRequest
from web.desk.drafting.context import drafting_at, drafting_context
from web.desk.forms.command import command_from
from web.desk.forms.form import DeskForm, Field, FormCommand, FormContent, Option, carry_out, show_form
from web.desk.forms.input import FormInput, form_values
from web.desk.forms.routes import form_routes
from web.pages.decision import text_context
from web.shared.query import text_in
from web.shared.render import page
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

TAB = "/drafts/articles"
LIST = f"{ROOT}{TAB}"


class DraftAtDesk(msgspec.Struct, frozen=True):
    """A drafter before the articles of a draft. `places`: to stand after; `article`: the one named in the address."""

    desk: AtDesk
    draft: LatestDraft
    places: tuple[Option, ...]
    article: IdentifiedArticle | None

    @property
    def articles(self) -> tuple[IdentifiedArticle, ...]:
        return self.draft.text.articles


async def draft_at_desk(request: DeskRequest, *, sent: bool = False) -> DraftAtDesk:
    """Raises what `drafting_at` does, DraftMissing, and NotFoundException for an article that is not in the draft."""
    desk, runtime = await drafting_at(request, sent=sent), runtime_of(request)
    if not isinstance(desk.state.draft, TextDocument):
        raise DraftMissing
    draft = await latest_draft(runtime, desk.state)
    wanted = request.path_params.get("article_id")
    article = next((each for each in draft.text.articles if each.id == wanted), None)
    if wanted is not None and article is None and not sent:
        raise NotFoundException
    offered = insertion_places(draft.text.source, [each.id for each in draft.text.articles], depth=draft.text.depth)
    return DraftAtDesk(desk, draft, offered, article)


@get([LIST, f"/en{LIST}"], name="desk_articles")
async def articles(request: DeskRequest) -> Response[bytes]:
    drafted = await draft_at_desk(request)
    draft = drafted.draft
    context = drafting_context(request, drafted.desk, TAB, stale=draft.stale, **text_context(draft.text))
    return page(request, "desk/drafting/articles.html", context)


TEXT = Field(
    name="text",
    label="条文",
    kind="area",
    rows=10,
    hint="不写条款编号。每款、每项各占一行。",
)


class ArticleEdit(msgspec.Struct, frozen=True, kw_only=True):
    """One way to edit: the page below the list's address, its form, and the command it asks for."""

    command: type[msgspec.Struct]
    path: str
    name: str
    form: Callable[[DraftAtDesk, Sequence[Option]], DeskForm]
    begins: Callable[[DeskRequest, DraftAtDesk], FormInput] = lambda request, drafted: FormInput()


def _rewording(drafted: DraftAtDesk, offered: Sequence[Option]) -> DeskForm:
    return DeskForm(
        title=row_of(editing.RewordArticle).label,
        button="保存为新的一稿",
        autosave=True,
        template="desk/drafting/article.html",
        fields=(TEXT,),
    )


def _insertion(drafted: DraftAtDesk, offered: Sequence[Option]) -> DeskForm:
    return DeskForm(
        title=row_of(editing.InsertArticle).label,
        lead="后面各条的编号自动顺延；条文中提到的条款编号不会自动修改，保存后会列出需要核对的各处。",
        button="保存为新的一稿",
        autosave=True,
        template="desk/drafting/article.html",
        fields=(Field(name="after", label="插入在哪里之后", kind="select", options=offered), TEXT),
    )


def _moving(drafted: DraftAtDesk, offered: Sequence[Option]) -> DeskForm:
    others = [place for place in offered if drafted.article is None or place[0] != drafted.article.id]
    return DeskForm(
        title=row_of(editing.MoveArticle).label,
        lead="各条的编号自动调整；条文中提到的条款编号不会自动修改，保存后会列出需要核对的各处。",
        button="移动并保存为新的一稿",
        template="desk/drafting/article.html",
        fields=(Field(name="after", label="移到哪里之后", kind="select", options=others),),
    )


def _removal(drafted: DraftAtDesk, offered: Sequence[Option]) -> DeskForm:
    return DeskForm(
        title=row_of(editing.RemoveArticle).label,
        lead="后面各条的编号自动前移，保存后会列出条款引用需要核对的各处。以前的各稿中仍保留这一条。",
        button="删除并保存为新的一稿",
        grave=True,
        template="desk/drafting/article.html",
    )


FIRST = "first"  # a place in a form; empty would be no choice


EDITS: tuple[ArticleEdit, ...] = (
    ArticleEdit(
        command=editing.InsertArticle,
        path="/new",
        name="desk_article_new",
        form=_insertion,
        begins=lambda request, drafted: form_values(after=text_in(request, "after")),
    ),
    ArticleEdit(
        command=editing.RewordArticle,
        path="/{article_id:str}",
        name="desk_article",
        form=_rewording,
        begins=lambda request, drafted: form_values(text=drafted.article.text if drafted.article else ""),
    ),
    ArticleEdit(command=editing.MoveArticle, path="/{article_id:str}/move", name="desk_article_move", form=_moving),
    ArticleEdit(command=editing.RemoveArticle, path="/{article_id:str}/removal", name="desk_article_removal", form=_removal),
)


def _command(request: DeskRequest, edit: ArticleEdit, drafted: DraftAtDesk, given: FormInput) -> msgspec.Struct:
    """The article is the one in the address; a place before the first is none to stand after."""
    if given["after"] == FIRST:
        given = given.with_values(after="")
    named = {"article_id": request.path_params["article_id"]} if "article_id" in request.path_params else {}
    return command_from(edit.command, given, consultation_id=drafted.desk.state.id, **named)


def edit_routes(edit: ArticleEdit) -> list[HTTPRouteHandler]:
    """The form, and what it sends."""

    async def shown(request: DeskRequest) -> Response[bytes]:
        drafted = await draft_at_desk(request)

        async def stored() -> FormContent:
            return FormContent(typed=edit.begins(request, drafted), seen=drafted.desk.state.version)

        return await show_form(request, _form(request, edit, drafted), stored, _context(request, drafted))

    async def sent(request: DeskRequest) -> Response[Any]:
        drafted = await draft_at_desk(request, sent=True)

        async def stored() -> FormContent:
            now = await draft_at_desk(request, sent=True)
            return FormContent(typed=edit.begins(request, now), seen=now.desk.state.version)

        asked = FormCommand(
            form=_form(request, edit, drafted),
            build=lambda given: _command(request, edit, drafted, given),
            back=f"{drafted.desk.root}{TAB}",
            stored=stored,
            context=_context(request, drafted),
        )
        return await carry_out(request, asked)

    shown.__doc__ = sent.__doc__ = f"An article edited: {edit.path}."
    return form_routes(f"{LIST}{edit.path}", edit.name, shown, sent)


def _form(request: DeskRequest, edit: ArticleEdit, drafted: DraftAtDesk) -> DeskForm:
    first = (FIRST, locale_of(request.url.path).translate("（最前面）"))
    return edit.form(drafted, [first, *drafted.places])


def _context(request: DeskRequest, drafted: DraftAtDesk) -> dict[str, Any]:
    ids = [article.id for article in drafted.articles]
    at = ids.index(drafted.article.id) if drafted.article else 0
    around = (drafted.articles[at - 1] if at else None, drafted.articles[at + 1] if at + 1 < len(ids) else None)
    return drafting_context(request, drafted.desk, TAB, article=drafted.article, around=around)


handlers: list[Any] = [articles, *(route for edit in EDITS for route in edit_routes(edit))]
