"""Covering parts of a comment: by the words to be covered, or by hand with ■; looked at before it is sent.

The same pages for the first screening and for its revision.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from litestar import Response
from litestar.handlers import HTTPRouteHandler
from markupsafe import Markup, escape

from consult.commands.comment.revision import ReviseScreening
from consult.commands.comment.screening import RedactComment
from consult.commands.table import row_of
from domain.access import UNDERTAKING_UNITS, Role
from domain.comment.redaction import BLACKOUT, black_out, count_blackouts, is_only_blacked_out
from domain.comment.refusals import AlreadyWithdrawn, ContentErased, RedactionAddsWords
from domain.comment.screening import refuse_erased
from domain.comment.withdrawal import refuse_withdrawn
from domain.enumerations import ScreeningOutcome, WithholdingReason
from domain.refusals import Refusal
from domain.text import COMMENT_TEXT, display_text, normalised_text
from web.desk.access.session import DeskRequest
from web.desk.forms.command import command_from
from web.desk.forms.form import DeskForm, Field, FormCommand, carry_out, form_page, submitted_form
from web.desk.forms.input import FieldRefused, FormInput, form_values
from web.desk.forms.routes import form_routes
from web.desk.screening.comment import PATH, AtComment, at_comment, comment_context
from web.desk.screening.comment_forms import NOTES, reason_field
from web.shared.error_pages import refusal_text
from web.shared.idempotency import new_key
from web.shared.wording.languages import Locale, locale_of

MOST_WORDS = 50
GONE = (AlreadyWithdrawn, ContentErased)
"""Why nothing is left to cover, while somebody had it before him."""


class TooManyWords(FieldRefused):
    """Words to be covered are named one to a line, not the text as a whole."""

    message = "一次最多填写{limit}行要遮盖的文字。"


class Preview(msgspec.Struct, frozen=True):
    """What the public would see, and how often each of the words was found."""

    text: str
    spans: int
    found: tuple[tuple[str, int], ...]

    @property
    def shown(self) -> Markup:
        """The text with what is covered marked for the eye and for readers of screens."""
        pieces = display_text(self.text).replace("█", BLACKOUT)
        marked, run = Markup(""), ""
        for character in pieces:
            if character == BLACKOUT:
                run += character
                continue
            marked += _mark(run) + escape(character)
            run = ""
        return marked + _mark(run)


def _mark(run: str) -> Markup:
    return Markup("<mark>{}</mark>").format(run) if run else Markup("")


class RedactionStep(msgspec.Struct, frozen=True, kw_only=True):
    """What tells the pages of a redaction apart. `page`: below the comment's; `begins`: the text to begin with.

    `fields`: what is asked when the preview is sent. `onward`: whether the next comment to be screened comes after it.
    """

    page: str
    command: type[msgspec.Struct]
    fields: Callable[[Locale], tuple[Field, ...]]
    build: Callable[[AtComment, FormInput], msgspec.Struct]
    begins: Callable[[AtComment], str | None]
    onward: bool = False

    def form(self, locale: Locale) -> DeskForm:
        return DeskForm(
            title=row_of(self.command).label,
            lead="只能把原文中的文字换成“■”，不能增加或者改动文字。遮盖后，建议条文和附件不公开。",
            button="遮盖后公开",
            template="desk/redaction.html",
            fields=(*self.fields(locale), *TEXTS),
        )


TEXTS = (
    Field(
        name="words",
        label="要遮盖的文字",
        kind="area",
        rows=4,
        optional=True,
        hint="每行一处，例如姓名、电话号码。文中每次出现都会遮盖。",
    ),
    Field(
        name="redacted_text",
        label="遮盖后的文字",
        kind="area",
        rows=12,
        most=COMMENT_TEXT,
        hint="也可以在这里直接把文字改成“■”。",
    ),
)


def redaction_routes(step: RedactionStep) -> list[HTTPRouteHandler]:
    """The form, and what it sends."""

    async def shown(request: DeskRequest) -> Response[bytes]:
        at = await _asked(request)
        begun = form_values(redacted_text=step.begins(at) or "", seen=str(at.file.state.version))
        try:
            _refuse_gone(at)
        except GONE as refusal:
            return _gone(request, step, at, FormInput(), refusal)
        return _page(request, step, at, begun)

    async def sent(request: DeskRequest) -> Response[Any]:
        at = await _asked(request)
        _, given = await submitted_form(request)
        try:
            _refuse_gone(at)
            return await _send(request, step, at, given) if given["step"] == "send" else _look(request, step, at, given)
        except GONE as refusal:
            return _gone(request, step, at, given, refusal)

    shown.__doc__, sent.__doc__ = "The form, with the text as it is.", "Look at it, or send what was looked at."
    return form_routes(f"{PATH}{step.page}", f"desk_comment{step.page}", shown, sent)


async def _send(request: DeskRequest, step: RedactionStep, at: AtComment, given: FormInput) -> Response[Any]:
    locale, preview = locale_of(request.url.path), _preview_of(given["redacted_text"], ())
    context = comment_context(at, fields=step.fields(locale), preview=preview, stored=None)
    asked = FormCommand(
        form=step.form(locale),
        build=lambda values: step.build(at, values),
        back=at.next_address if step.onward else at.own_address,
        stored=at.stored,
        context=context,
    )
    return await carry_out(request, asked)


def _look(request: DeskRequest, step: RedactionStep, at: AtComment, given: FormInput) -> Response[bytes]:
    try:
        preview = _preview(at, given)
    except Refusal as refusal:
        errors = {str(refusal.params.get("field", "redacted_text")): refusal_text(refusal, locale_of(request.url.path))}
        return _page(request, step, at, given, errors=errors)
    return _page(request, step, at, given.with_values(redacted_text=preview.text, words=""), preview)


def _screened(at: AtComment, given: FormInput) -> RedactComment:
    basis = given.choice("basis", WithholdingReason)
    return RedactComment(comment_id=at.file.row.comment_id, basis=basis, redacted_text=given["redacted_text"])


def _revised(at: AtComment, given: FormInput) -> ReviseScreening:
    known = {"comment_id": at.file.row.comment_id, "outcome": ScreeningOutcome.REDACTED}
    return command_from(ReviseScreening, given, **known)


def _preview(at: AtComment, given: FormInput) -> Preview:
    """Raises TextRefused, TooManyWords, RedactionAddsWords."""
    words = tuple(dict.fromkeys(line.strip() for line in given["words"].splitlines() if line.strip()))
    if len(words) > MOST_WORDS:
        raise TooManyWords(field="words", limit=MOST_WORDS)
    text = normalised_text(given["redacted_text"], field="redacted_text", max_length=COMMENT_TEXT)
    preview = _preview_of(text, words)
    if not is_only_blacked_out(at.file.written.text or "", preview.text):
        raise RedactionAddsWords(field="redacted_text", mark=BLACKOUT)
    return preview


def _preview_of(text: str, words: tuple[str, ...]) -> Preview:
    marked, found = black_out(text, words)
    return Preview(marked, count_blackouts(marked), tuple(zip(words, found, strict=True)))


def _page(
    request: DeskRequest,
    step: RedactionStep,
    at: AtComment,
    values: FormInput,
    preview: Preview | None = None,
    errors: dict[str, str] | None = None,
) -> Response[bytes]:
    locale, key = locale_of(request.url.path), values["key"] or new_key()
    context = comment_context(at, fields=step.fields(locale), preview=preview, key=key, seen=values.version("seen"))
    return form_page(request, at.desk.signed, step.form(locale), values, context, errors, status=422 if errors else 200)


def _gone(request: DeskRequest, step: RedactionStep, at: AtComment, given: FormInput, refusal: Refusal) -> Response[bytes]:
    """Why there is nothing left to cover, with what was typed about it; nothing of the comment's own words is shown again."""
    locale = locale_of(request.url.path)
    errors = {"main": refusal_text(refusal, locale)}
    context = comment_context(at, fields=step.fields(locale), gone=True)
    return form_page(request, at.desk.signed, step.form(locale), given, context, errors, status=409)


async def _asked(request: DeskRequest) -> AtComment:
    at = await at_comment(request)
    at.desk.require(Role.SCREENER, UNDERTAKING_UNITS)
    return at


def _refuse_gone(at: AtComment) -> None:
    """Raises AlreadyWithdrawn, ContentErased."""
    refuse_withdrawn(at.file.state)
    refuse_erased(at.file.state)


SCREENING = RedactionStep(
    page="/redaction",
    command=RedactComment,
    fields=lambda locale: (reason_field(locale, "basis", "遮盖的理由", whole=False),),
    build=_screened,
    begins=lambda at: at.file.written.text,
    onward=True,
)
REVISION = RedactionStep(
    page="/revision/redaction",
    command=ReviseScreening,
    fields=lambda locale: (reason_field(locale, "reason", "遮盖的理由", whole=False), *NOTES),
    build=_revised,
    begins=lambda at: at.file.redacted_text or at.file.written.text,
)
handlers: list[Any] = [*redaction_routes(SCREENING), *redaction_routes(REVISION)]
