"""Covering parts of a comment: by the words to be covered, or by hand with ■; looked at before it is sent."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from markupsafe import Markup, escape

from consult.commands.comment.screening import RedactComment
from consult.commands.table import row_of
from domain.access import Role
from domain.comment.redaction import BLACKOUT, black_out, count_blackouts, is_only_blacked_out
from domain.comment.refusals import RedactionAddsWords
from domain.enumerations import WithholdingReason
from domain.refusals import Refusal
from domain.text import COMMENT_TEXT, display_text, normalised_text
from web.desk.access.session import DeskRequest
from web.desk.forms.form import DeskForm, Field, FormCommand, carry_out, form_page, submitted_form
from web.desk.forms.input import FieldRefused, FormInput, form_values
from web.desk.screening.comment import PATH, AtComment, at_comment, comment_context
from web.desk.screening.comment_forms import reason_field
from web.shared.error_pages import refusal_text
from web.shared.idempotency import new_key
from web.shared.languages import Locale, locale_of

HERE = f"{PATH}/redaction"
MOST_WORDS = 50


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


def redaction_form(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(RedactComment).label,
        lead="只能把原文中的文字换成“■”，不能增加或者改动文字。遮盖后，建议条文和附件不公开。",
        button="遮盖后公开",
        template="desk/redaction.html",
        fields=(
            reason_field(locale, "basis", "遮盖的理由"),
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
        ),
    )


@get([HERE, f"/en{HERE}"], name="desk_comment_redaction")
async def redaction_page(request: DeskRequest) -> Response[bytes]:
    """The form, with the text as it is."""
    at = await _asked(request)
    return _page(request, at, form_values(redacted_text=at.file.written.text or ""))


@post([HERE, f"/en{HERE}"], name="desk_comment_redaction_sent", status_code=200)
async def redact_comment(request: DeskRequest) -> Response[Any]:
    """Look at it, or send what was looked at."""
    at, locale = await _asked(request), locale_of(request.url.path)
    _, given = await submitted_form(request)
    if given["step"] == "send":
        context = comment_context(at, preview=_preview_of(given["redacted_text"], ()))
        asked = FormCommand(
            form=redaction_form(locale),
            build=lambda values: _command(at, values),
            back=at.next_address,
            context=context,
        )
        return await carry_out(request, asked)
    try:
        preview = _preview(at, given)
    except Refusal as refusal:
        errors = {str(refusal.params.get("field", "redacted_text")): refusal_text(refusal, locale)}
        return _page(request, at, given, errors=errors)
    return _page(request, at, given.with_values(redacted_text=preview.text, words=""), preview)


def _command(at: AtComment, given: FormInput) -> RedactComment:
    basis = given.choice("basis", WithholdingReason)
    return RedactComment(comment_id=at.file.row.comment_id, basis=basis, redacted_text=given["redacted_text"])


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
    request: DeskRequest, at: AtComment, values: FormInput, preview: Preview | None = None, errors: dict[str, str] | None = None
) -> Response[bytes]:
    locale = locale_of(request.url.path)
    context = comment_context(at, preview=preview, key=values["key"] or new_key())
    return form_page(request, at.desk.signed, redaction_form(locale), values, context, errors, status=422 if errors else 200)


async def _asked(request: DeskRequest) -> AtComment:
    """Raises also NotFoundException, where there is nothing left to cover."""
    at = await at_comment(request)
    at.desk.require(Role.SCREENER)
    if at.file.written.text is None:
        raise NotFoundException
    return at


handlers: list[Any] = [redaction_page, redact_comment]
