"""Commenting: form, check, submit. Input is carried from step to step without a cookie, and is never lost."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.response import Redirect

from consult.commands.comment.reference import reference_of
from consult.commands.comment.submission import CommentReceipt, Respondent, SubmitComment, submit_comment
from consult.commands.recording import IdempotencyKeyReused
from consult.commands.uploads import all_stored_uploads
from domain.enumerations import RespondentKind
from domain.values import Contact
from projections.consultations.views import ConsultationView
from web.admission.efforts import LASTING, PROOF_LENGTH, WAIT, Effort
from web.admission.form_checks import UNSEEN, form_refusal, shown_ticket
from web.admission.of_request import admission_of, network_of_request
from web.admission.refusals import NotAdmitted
from web.pages.comment_form import CommentForm, form_errors, form_from, hidden_fields, with_attachments
from web.pages.large_form import AttachmentsTooLargeTogether, is_too_large, sent_form
from web.shared.error_pages import closed_page, refusal_text
from web.shared.idempotency import key_or_new, new_key
from web.shared.problems import retry_after
from web.shared.query import text_in
from web.shared.render import page
from web.shared.request import TOKEN, PageRequest, consultation_of, is_open, labels_of
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of


def _form_page(
    request: PageRequest,
    view: ConsultationView,
    form: CommentForm,
    key: str,
    errors: dict[str, str],
    *,
    first: bool = False,
    gone: bool = False,
    sent_before: str = "",
    status: int = 422,
) -> Response[bytes]:
    """The form with what was typed. `gone`: it was kept for an hour, and is no longer; `sent_before`: the reference of a
    comment that was sent with it already."""
    return page(
        request,
        "comment_form.html",
        status=status if errors else 200,
        gone=gone,
        sent_before=sent_before,
        section="consultations",
        c=view,
        form=form,
        key=key,
        errors=errors,
        kinds=list(RespondentKind),
        unseen=UNSEEN,
        shown=shown_ticket(request, view.id, first=first),
    )


def _not_open(request: PageRequest, view: ConsultationView) -> Response[bytes] | None:
    """The page that says why comments are not taken now, with what was typed."""
    runtime = runtime_of(request)
    if is_open(view, runtime.clock.now()):
        return None
    return closed_page(request, view)


FORM = "/consultations/{number:str}/comment"


@get([FORM, f"/en{FORM}"], name="comment_form")
async def comment_form(request: PageRequest) -> Response[bytes]:
    view = await consultation_of(request)
    if refused := _not_open(request, view):
        return refused
    article = text_in(request, "article")
    form = CommentForm(articles=(article,) if article in labels_of(view) else ())
    gone = request.query_params.get("gone") == "1"
    return _form_page(request, view, form, new_key(), {}, first=True, gone=gone)


@get([f"{FORM}/check", f"/en{FORM}/check", f"{FORM}/submit", f"/en{FORM}/submit"], name="comment_form_again")
async def form_again(request: PageRequest) -> Response[Any]:
    """The address of a page that is not kept any more, or was asked for in the other language: on to the form."""
    form = request.url.path.rpartition("/")[0]
    gone = "?gone=1" if TOKEN in request.query_params else ""
    return Redirect(form + gone, status_code=303, headers={"cache-control": "no-store"})


async def _sent(request: PageRequest) -> tuple[Any, CommentForm]:
    """What was sent. Whatever goes wrong from here on, the page that says so shows what was typed."""
    data: Any = await sent_form(request)
    form = form_from(data)
    request.scope["typed"] = "\n\n".join(filter(None, (form.text, form.proposed_wording)))  # type: ignore[typeddict-unknown-key]
    return data, form


@post([f"{FORM}/check", f"/en{FORM}/check"], name="check_comment", status_code=200)
async def check_comment(request: PageRequest) -> Response[bytes]:
    data, form = await _sent(request)
    view = await consultation_of(request)
    if refused := _not_open(request, view):
        return refused
    errors = await with_attachments(request, view, data, form) | form_errors(request, form, view)
    if too_large := is_too_large(request):
        errors["files"] = refusal_text(AttachmentsTooLargeTogether(), locale_of(request.url.path))
    key = key_or_new(str(data.get("key") or ""))
    if refusal := form_refusal(request, view.id, short_in(data, UNSEEN), short_in(data, "shown")):
        errors["main"] = refusal_text(refusal, locale_of(request.url.path))
    if errors:
        return _form_page(request, view, form, key, errors, status=413 if too_large else 422)
    return _check_page(request, view, form, key)


def short_in(data: FormMultiDict, name: str) -> str:
    """A field of the form that holds a ticket or a proof."""
    value = data.get(name, "")
    return value[:PROOF_LENGTH] if isinstance(value, str) else ""


def _check_page(
    request: PageRequest,
    view: ConsultationView,
    form: CommentForm,
    key: str,
    ticket: str = "",
    refusal: NotAdmitted | None = None,
) -> Response[bytes]:
    """Everything typed, to be sent as it is. While the decision is under attack a proof of work is made meanwhile."""
    runtime, admission, locale = runtime_of(request), admission_of(request), locale_of(request.url.path)
    now = runtime.clock.now()
    age = admission.efforts.age(view.id, ticket, now)
    if age is None or age > LASTING:
        ticket = admission.efforts.ticket(view.id, now)
    challenge = admission.efforts.challenge(view.id) if admission.under_attack(view.id) else None
    context = {
        "c": view,
        "form": form,
        "labels": labels_of(view),
        "hidden": hidden_fields(form, key),
        "ticket": ticket,
        "challenge": msgspec.json.encode(challenge).decode() if challenge else "",
        "wait": WAIT,
        "errors": {"main": refusal_text(refusal, locale)} if refusal else {},
    }
    status, headers = (refusal.status, retry_after(refusal)) if refusal else (200, {})
    return page(request, "check_comment.html", context, section="consultations", status=status, headers=headers)


@post([f"{FORM}/submit", f"/en{FORM}/submit"], name="submit_comment")
async def submit(request: PageRequest) -> Response[Any]:
    data, form = await _sent(request)
    view = await consultation_of(request)
    key = key_or_new(str(data.get("key") or ""))
    missing = await with_attachments(request, view, data, form)
    if data.get("step") == "change":
        return _form_page(request, view, form, key, missing)
    if errors := missing | form_errors(request, form, view):
        return _form_page(request, view, form, key, errors)
    effort = Effort(short_in(data, "proof"), short_in(data, "ticket"))
    if refusal := await admission_of(request).admit(view.id, network_of_request(request), effort, key):
        await admission_of(request).wait_to_refuse()
        return _check_page(request, view, form, key, effort.ticket, refusal)
    try:
        receipt = await _submitted(request, view, form, key)
    except IdempotencyKeyReused:
        return _sent_before(request, view, form, reference_of(runtime_of(request), view.id, key))
    address = f"{locale_of(request.url.path).prefix}/receipts/{receipt.reference}"
    return Redirect(address, status_code=303, headers={"cache-control": "no-store"})


def _sent_before(request: PageRequest, view: ConsultationView, form: CommentForm, reference: str) -> Response[bytes]:
    """The form was sent before and changed since (Back): the receipt of what it was, and the new text to be sent by itself."""
    text = locale_of(request.url.path).translate("这份表单已经提交过一条意见，没有重复登记。")
    return _form_page(request, view, form, new_key(), {"main": text}, sent_before=reference, status=409)


async def _submitted(request: PageRequest, view: ConsultationView, form: CommentForm, key: str) -> CommentReceipt:
    runtime = runtime_of(request)
    command = SubmitComment(
        consultation_id=view.id,
        respondent=Respondent(
            kind=RespondentKind(form.kind),
            name=form.name or None,
            organisation=form.organisation or None,
            contact=Contact(form.email or None, form.phone or None),
            publish_name=form.publish_name,
        ),
        text=form.text,
        articles=form.articles,
        proposed_wording=form.proposed_wording or None,
        files=await all_stored_uploads(runtime, [token for token, _ in form.waiting]),
    )
    receipt = await submit_comment(runtime, command, key, "en" if locale_of(request.url.path).english else "zh")
    await runtime.wait_until_projected(receipt.position, 1.0)
    return receipt
