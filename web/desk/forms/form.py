"""Desk forms: fields in a list, one way to show them, one way to carry out what they ask for.

A form carries the session's forgery token, an idempotency key, and the version of what it shows. A refusal shows the form again
with all that was typed; whoever was overtaken is shown what is stored now, keeps his text, and may send it again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import msgspec
from litestar import Response
from litestar.response import Redirect

from consult.commands.recording import ChangedSinceSeen, Done, IdempotencyKeyReused
from consult.commands.table import row_of
from domain.access import AccessRefused
from domain.refusals import Refusal
from web.desk.access.session import DeskRequest, SignedIn, require_fresh, require_own_form, signed_in
from web.desk.forms.autosave import autosaved_notice, delete_autosaved
from web.desk.forms.due import not_due
from web.desk.forms.input import FormInput, Missing, form_input_from
from web.shared.error_pages import refusal_text
from web.shared.idempotency import checked_key, new_key
from web.shared.query import flag_in
from web.shared.render import page
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

Option = tuple[str, str]


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One field. `kind`: text, area, select, radios, checks, check, date, time, email, password, file, files, hidden.

    `label`, `hint`: source strings. `options`: value and label, both as shown (already translated). `most`: code points, counted
    while typing. `rows`: lines of an area. `later`: must be filled in before the next step, and may be saved without.
    """

    name: str
    label: str = ""
    kind: str = "text"
    hint: str = ""
    optional: bool = False
    later: bool = False
    options: Sequence[Option] = ()
    most: int | None = None
    rows: int = 6
    autocomplete: str = "off"
    accept: str = ""


class DeskForm(msgspec.Struct, frozen=True, kw_only=True):
    """A form page. `title`, `lead`, `button`: source strings. `fresh`: asks for credentials shown lately.

    `grave`: cannot be undone. `autosave`: long texts are kept while typing. `files`: sent as multipart.
    """

    title: str
    button: str
    fields: Sequence[Field] = ()
    lead: str = ""
    fresh: bool = False
    grave: bool = False
    autosave: bool = False
    template: str = "desk/form.html"

    @property
    def files(self) -> bool:
        return any(field.kind in ("file", "files") for field in self.fields)


class FormContent(msgspec.Struct, frozen=True, kw_only=True):
    """What a form begins with: values as stored now, and the version they have (None: nothing to be overtaken in)."""

    typed: FormInput = FormInput()
    seen: int | None = None


Build = Callable[[FormInput], msgspec.Struct]
Stored = Callable[[], Awaitable[FormContent]]
Context = Mapping[str, object] | Callable[[], Awaitable[Mapping[str, object]]]
"""What a form's template knows besides; asked for only where the form is shown again, where that is costly."""


async def nothing_stored() -> FormContent:
    return FormContent()


class FormCommand(msgspec.Struct, frozen=True, kw_only=True):
    """A form and the command it asks for, one of the table's. `build`: from what was typed; `back`: below the language's part."""

    form: DeskForm
    build: Build
    back: str | Callable[[Done], str]
    stored: Stored = nothing_stored
    context: Context | None = None


async def show_form(
    request: DeskRequest, form: DeskForm, stored: Stored = nothing_stored, context: Mapping[str, object] | None = None
) -> Response[bytes]:
    """The form as it stands now; with what was kept while typing, where the person asks for it back."""
    signed, shown = await signed_in(request), await stored()
    saved = await autosaved_notice(request, signed) if form.autosave or form.fresh else None
    values = shown.typed
    if saved is not None and flag_in(request, "restore"):
        values = FormInput({**values.values, **saved.values})
    more: dict[str, object] = {"saved_at": saved.saved_at if saved else None, "seen": shown.seen, **(context or {})}
    return form_page(request, signed, form, values, more)


def form_page(
    request: DeskRequest,
    signed: SignedIn,
    form: DeskForm,
    values: FormInput,
    context: Mapping[str, object],
    errors: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response[bytes]:
    defaults: dict[str, object] = {"stored": None, "saved_at": None, "seen": None, "action": request.url.path}
    late = not_due(request, context)
    known = {"form": form, "values": values, "errors": errors or {}, "signed": signed, "not_due": late}
    key = values["key"] or new_key()
    return page(request, form.template, {**defaults, **known, "key": key, **context}, status=late.status if late else status)


def list_page(request: DeskRequest, form: DeskForm, context: Mapping[str, object], done: str) -> Response[bytes]:
    """A list with the empty form that adds to it; `context` says whether it is the time for that. `done`: what was done last."""
    empty = {"form": form, "values": FormInput(), "errors": {}, "key": new_key(), "action": request.url.path}
    return page(request, form.template, {**empty, **context}, done=done)


async def carry_out(request: DeskRequest, asked: FormCommand) -> Response[Any]:
    """Carry out what the form asks for, once, and go `back` saying what was done."""
    signed, given = await submitted_form(request)
    return await execute_form(request, signed, given, asked)


async def execute_form(request: DeskRequest, signed: SignedIn, given: FormInput, asked: FormCommand) -> Response[Any]:
    """As `carry_out`, for a form that has been read already. Raises NotFresh (what was typed is saved)."""
    runtime = runtime_of(request)
    if asked.form.fresh:
        require_fresh(request, signed)
    try:
        refuse_missing(asked.form, given)
        command = asked.build(given)
        row = row_of(type(command))
        done = await row.run(runtime, signed.actor, command, given["key"] or new_key())
    except AccessRefused:
        raise
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        return await show_refused(request, signed, asked.form, given, refusal, asked.stored, asked.context)
    await runtime.wait_until_projected(done.position, 2.0)
    await delete_autosaved(request, signed)
    address = asked.back if isinstance(asked.back, str) else asked.back(done)
    return redirect_after(request, address, row.name)


async def submitted_form(request: DeskRequest) -> tuple[SignedIn, FormInput]:
    """Who sent the form, and what. Raises NotSignedIn, PermissionDeniedException, KeyTooLong."""
    signed = await signed_in(request)
    given = await form_input_from(await request.form())
    require_own_form(request, signed, given["csrf"])
    checked_key(given["key"])
    return signed, given


def refuse_missing(form: DeskForm, given: FormInput) -> None:
    """Raises Missing, with every field that is empty and may not be."""
    chosen = {"checks", "check", "files", "hidden"}
    needed = [field for field in form.fields if not (field.optional or field.later) and field.kind not in chosen]
    empty = [field.name for field in needed if not (given[field.name].strip() or given.files.get(field.name))]
    if empty:
        raise Missing(field=empty[0], fields=tuple(empty))


async def show_refused(
    request: DeskRequest,
    signed: SignedIn,
    form: DeskForm,
    given: FormInput,
    refusal: Refusal,
    stored: Stored = nothing_stored,
    context: Context | None = None,
) -> Response[bytes]:
    """The form again, with what was typed and why it was refused; with what is stored now, for whoever was overtaken."""
    shown = await stored()
    overtaken = isinstance(refusal, ChangedSinceSeen)
    known_besides = await context() if callable(context) else context or {}
    more: dict[str, object] = {"stored": shown.typed if overtaken else None, **known_besides}
    if isinstance(refusal, IdempotencyKeyReused):  # sent before, and changed since: what he sends next is another request
        more["key"] = new_key()
    # Overtaken, he has now been shown what is stored: the next time his text counts. Otherwise the form is as old as it was.
    more["seen"] = shown.seen if overtaken else given.version("seen")
    return form_page(request, signed, form, given, more, errors_of(request, form, refusal), refusal.status)


def errors_of(request: DeskRequest, form: DeskForm, refusal: Refusal | None) -> dict[str, str]:
    """The refusal's words and its legal source at the fields it names, or at the first one."""
    if refusal is None:
        return {}
    locale = locale_of(request.url.path)
    text = refusal_text(refusal, locale)
    if refusal.article:
        text += f"（{locale.translate(refusal.article)}）"
    named = refusal.params.get("fields") or (str(refusal.params.get("field", "")),)
    known = {field.name for field in form.fields}
    first = form.fields[0].name if form.fields else "main"
    return {name if name in known else first: text for name in named}


def redirect_after(request: DeskRequest, address: str, done: str) -> Redirect:
    """On to a page of the desk, which says what was done (see `web.desk.access.notices`)."""
    mark = "&" if "?" in address else "?"
    query = f"{mark}done={done}" if done else ""
    head, hash_mark, anchor = address.partition("#")
    target = f"{locale_of(request.url.path).prefix}{head}{query}{hash_mark}{anchor}"
    return Redirect(target, status_code=303, headers={"cache-control": "no-store"})
