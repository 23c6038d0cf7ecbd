"""Entering what came by letter, e-mail, telephone, at the counter or at a hearing, and the confirmation that is printed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get, post

from consult.commands.comment.submission import RegisterComment, Respondent, register_comment
from consult.commands.uploads import (
    MAX_FILES,
    AttachmentsGone,
    AttachmentTooLarge,
    Upload,
    all_stored_uploads,
    store_upload,
    stored_uploads,
)
from consult.reading.receipts import RegistrationReceipt, registration_receipt
from domain.access import AccessRefused, Role
from domain.calendar import local_date
from domain.enumerations import Channel, RespondentKind
from domain.refusals import Refusal
from domain.values import Contact
from web.desk.access.articles import article_labels
from web.desk.access.decision import AtDesk, at_desk, decision_context
from web.desk.access.session import DeskRequest
from web.desk.forms.autosave import autosaved_notice, delete_autosaved
from web.desk.forms.form import form_page, redirect_after, refuse_missing, show_refused, submitted_form
from web.desk.forms.input import FormInput, form_values
from web.desk.overview.decision import ROOT
from web.desk.screening.registration_forms import registration
from web.shared.error_pages import refusal_text
from web.shared.idempotency import checked_key, new_key
from web.shared.query import flag_in
from web.shared.render import page
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

HERE = f"{ROOT}/registration"


@get([HERE, f"/en{HERE}"], name="desk_registration")
async def registration_form(request: DeskRequest) -> Response[bytes]:
    """The form; after another was entered, with its confirmation at hand and beginning as that one did."""
    desk, entered = await at_desk(request, Role.REGISTRAR), checked_key(request.query_params.get("entered", ""))
    saved = await autosaved_notice(request, desk.signed)
    saved_at = saved.saved_at if saved else None
    if not entered:
        today = local_date(runtime_of(request).clock.now()).isoformat()
        values = form_values(channel=Channel.LETTER.value, kind=RespondentKind.INDIVIDUAL.value, received_on=today, language="zh")
        if saved is not None and flag_in(request, "restore"):
            values = FormInput({**values.values, **saved.values})
        return _form(request, desk, values, saved_at=saved_at)
    receipt = await registration_receipt(runtime_of(request), desk.signed.actor, entered, desk.state.id)
    begun = {"channel": receipt.channel, "kind": receipt.receipt.respondent_kind, "received_on": receipt.received_on}
    values = form_values(**begun, language="zh")
    return _form(request, desk, values, receipt=receipt, key=entered, saved_at=saved_at)


@post([HERE, f"/en{HERE}"], name="desk_registration_sent", status_code=200)
async def submit_registration(request: DeskRequest) -> Response[Any]:
    """Enter it, once; then the confirmation, or the form for the next one."""
    desk = await at_desk(request, Role.REGISTRAR)
    _, given = await submitted_form(request)
    runtime, form = runtime_of(request), registration(locale_of(request.url.path), article_labels(desk.state))
    kept, errors = await _with_files(request, given)
    if errors:
        return _form(request, desk, given, kept, errors=errors)
    key = given["key"] or new_key()
    try:
        refuse_missing(form, given)
        files = await all_stored_uploads(runtime, [token for token, _ in kept])
        done = await register_comment(runtime, desk.signed.actor, _command(desk, given, files), key)
    except AccessRefused:
        raise
    except Refusal as refusal:
        context = decision_context(desk, waiting=kept, receipt=None)
        return await show_refused(request, desk.signed, form, given, refusal, context=context)
    await runtime.wait_until_projected(done.position, 2.0)
    await delete_autosaved(request, desk.signed)
    # The key leads to the reference only in the hands of whoever entered it; the reference itself stands in no address.
    page_after = "" if given["then"] == "next" else "/confirmation"
    return redirect_after(request, f"{desk.root}/registration{page_after}?{urlencode({'entered': key})}", "")


def _command(desk: AtDesk, given: FormInput, files: tuple[Upload, ...]) -> RegisterComment:
    return RegisterComment(
        consultation_id=desk.state.id,
        channel=given.choice("channel", Channel),
        received_on=given.day("received_on"),
        respondent=Respondent(
            kind=given.choice("kind", RespondentKind),
            name=given.optional("name"),
            organisation=given.optional("organisation"),
            contact=Contact(given.optional("email"), given.optional("phone")),
            publish_name=given.flag("publish_name"),
        ),
        text=given["text"],
        articles=given.all("articles"),
        proposed_wording=given.optional("proposed_wording"),
        files=files,
        language="en" if given["language"] == "en" else "zh",
    )


async def _with_files(request: DeskRequest, given: FormInput) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """Token and name of each file kept, those of before and the new ones; and the error where one cannot be taken."""
    runtime, locale = runtime_of(request), locale_of(request.url.path)
    errors: dict[str, str] = {}
    kept = [(token, file.name) for token, file in await stored_uploads(runtime, given.all("waiting")[:MAX_FILES])]
    if lost := len(given.all("waiting")) - len(kept):
        errors["files"] = refusal_text(AttachmentsGone(field="files", count=lost), locale)
    for upload in given.files.get("files", ()):
        try:
            kept.append((await store_upload(runtime, upload), upload.name))
        except Refusal as refusal:
            errors["files"] = refusal_text(refusal, locale)
    if len(kept) > MAX_FILES:
        errors["files"] = refusal_text(AttachmentTooLarge(field="files"), locale)
    return kept[:MAX_FILES], errors


def _form(
    request: DeskRequest,
    desk: AtDesk,
    values: FormInput,
    kept: list[tuple[str, str]] | None = None,
    *,
    receipt: RegistrationReceipt | None = None,
    key: str = "",
    saved_at: datetime | None = None,
    errors: dict[str, str] | None = None,
) -> Response[bytes]:
    """`receipt` and `key`: of the one entered just now, whose confirmation can still be printed."""
    form = registration(locale_of(request.url.path), article_labels(desk.state))
    context = decision_context(desk, waiting=kept or [], receipt=receipt, receipt_key=key, saved_at=saved_at)
    return form_page(request, desk.signed, form, values, context, errors, 422 if errors else 200)


@get([f"{HERE}/confirmation", f"/en{HERE}/confirmation"], name="desk_registration_confirmation")
async def confirmation(request: DeskRequest) -> Response[bytes]:
    """The confirmation of what was entered just before, for whoever entered it. Raises ReferenceUnknown."""
    desk, entered = await at_desk(request, Role.REGISTRAR), checked_key(request.query_params.get("entered", ""))
    receipt = await registration_receipt(runtime_of(request), desk.signed.actor, entered, desk.state.id)
    context = decision_context(desk, receipt=receipt)
    return page(request, "desk/confirmation_sheet.html", context)


handlers: list[Any] = [registration_form, submit_registration, confirmation]
