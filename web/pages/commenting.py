"""Commenting: form, check, submit. Input is carried from step to step without a cookie, and is never lost."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.datastructures import FormMultiDict, UploadFile
from litestar.response import Redirect
from markupsafe import Markup

from consult.commands.comment.submission import CommentReceipt, Respondent, SubmitComment, submit_comment
from consult.commands.uploads import (
    MAX_FILES,
    AttachmentsGone,
    AttachmentsLeftOut,
    Upload,
    all_stored_uploads,
    store_upload,
    stored_uploads,
)
from domain.comment.draft import CommentDraft, checked_draft
from domain.enumerations import RespondentKind
from domain.refusals import Refusal
from domain.values import Contact
from projections.consultations.views import ConsultationView
from web.admission.efforts import LASTING, PROOF_LENGTH, WAIT, Effort
from web.admission.form_checks import UNSEEN, form_refusal, shown_ticket
from web.admission.of_request import admission_of, network_of_request
from web.admission.refusals import NotAdmitted
from web.shared.error_pages import closed_page, refusal_text
from web.shared.idempotency import key_or_new, new_key
from web.shared.languages import locale_of
from web.shared.problems import retry_after
from web.shared.query import text_in
from web.shared.render import page
from web.shared.request import PageRequest, consultation_of, is_open, labels_of
from web.shared.request_state import runtime_of

FILE_COST = 5  # comments: what a waiting attachment takes of its network's limit


class CommentForm(msgspec.Struct, kw_only=True):
    """The form as typed. `waiting`: token and name of each attachment kept, sealed, for an hour."""

    kind: str = "individual"
    articles: tuple[str, ...] = ()
    text: str = ""
    proposed_wording: str = ""
    name: str = ""
    organisation: str = ""
    publish_name: bool = False
    email: str = ""
    phone: str = ""
    waiting: tuple[tuple[str, str], ...] = ()


def form_from(data: FormMultiDict) -> CommentForm:
    def typed(name: str) -> str:
        value = data.get(name, "")
        return value.replace("\r\n", "\n").removeprefix("\n") if isinstance(value, str) else ""

    articles = tuple(value for value in data.getall("articles", []) if isinstance(value, str) and value)
    texts: dict[str, Any] = {name: typed(name) for name in ("text", "proposed_wording", "name", "organisation", "email", "phone")}
    return CommentForm(kind=typed("kind"), articles=articles, publish_name=typed("publish_name") == "1", **texts)


async def with_attachments(
    request: PageRequest, view: ConsultationView, data: FormMultiDict, form: CommentForm
) -> dict[str, str]:
    """Keep new attachments waiting, and those kept before; answers with the error where one is not there or cannot be taken."""
    refused = list[Refusal]()
    tokens = [token for token in data.getall("waiting", []) if isinstance(token, str)]
    kept_files = [(token, file.name) for token, file in await stored_uploads(runtime_of(request), tokens[:MAX_FILES])]
    if lost := len(tokens) - len(kept_files):
        refused.append(AttachmentsGone(field="files", count=lost))
    chosen = [file for file in data.getall("files", []) if isinstance(file, UploadFile) and file.filename]
    room = MAX_FILES - len(kept_files)
    for file in chosen[:room]:
        try:
            kept_files.append(await _kept(request, view, file))
        except Refusal as refusal:
            refused.append(refusal)
    if chosen[room:]:
        refused.append(AttachmentsLeftOut(field="files", most=MAX_FILES, names=[file.filename for file in chosen[room:]]))
    form.waiting = tuple(kept_files)
    return {"files": "".join(refusal_text(each, locale_of(request.url.path)) for each in refused)} if refused else {}


async def _kept(request: PageRequest, view: ConsultationView, file: UploadFile) -> tuple[str, str]:
    """Token and name of a new attachment. Raises what is wrong with it, and NotAdmitted."""
    upload = Upload(file.filename[-200:], file.content_type, await file.read())
    if refusal := admission_of(request).admit_files(view.id, network_of_request(request), FILE_COST):
        raise refusal
    return await store_upload(runtime_of(request), upload), upload.name


def form_errors(request: PageRequest, form: CommentForm, view: ConsultationView) -> dict[str, str]:
    """What is wrong, by field, in the person's language; each field is looked at, not only the first."""
    locale = locale_of(request.url.path)
    errors: dict[str, str] = {}
    if form.kind not in set(RespondentKind):
        errors["kind"] = locale.translate("请选择您的身份。")
    parts: tuple[dict[str, Any], ...] = (
        {},
        {"proposed_wording": form.proposed_wording},
        {"name": form.name, "organisation": form.organisation, "publish_name": form.publish_name},
        {"contact": Contact(form.email or None, form.phone or None)},
    )
    for changes in parts:
        text = form.text if not changes else "x"
        try:
            checked_draft(CommentDraft(respondent_kind=RespondentKind.OTHER, text=text, **changes))
        except Refusal as refusal:
            errors[str(refusal.params.get("field", "text"))] = refusal_text(refusal, locale)
    if set(form.articles) - labels_of(view).keys():
        errors["articles"] = locale.translate("请重新选择条款。")
    return errors


def _form_page(
    request: PageRequest, view: ConsultationView, form: CommentForm, key: str, errors: dict[str, str], *, first: bool = False
) -> Response[bytes]:
    return page(
        request,
        "comment_form.html",
        status=422 if errors else 200,
        section="consultations",
        c=view,
        form=form,
        key=key,
        errors=errors,
        kinds=list(RespondentKind),
        unseen=UNSEEN,
        shown=shown_ticket(request, view, first=first),
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
    return _form_page(request, view, form, new_key(), {}, first=True)


async def _sent(request: PageRequest) -> tuple[Any, CommentForm]:
    """What was sent. Whatever goes wrong from here on, the page that says so shows what was typed."""
    data: Any = await request.form()
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
    key = key_or_new(str(data.get("key") or ""))
    if refusal := form_refusal(request, view, _short(data, UNSEEN), _short(data, "shown")):
        errors["main"] = refusal_text(refusal, locale_of(request.url.path))
    if errors:
        return _form_page(request, view, form, key, errors)
    return _check_page(request, view, form, key)


def _short(data: FormMultiDict, name: str) -> str:
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


def hidden_fields(form: CommentForm, key: str) -> Markup:
    """Everything typed, carried to the next step."""
    pairs = [("key", key), ("kind", form.kind), ("publish_name", "1" if form.publish_name else "")]
    pairs += [("articles", article) for article in form.articles] + [("waiting", token) for token, _ in form.waiting]
    pairs += [(name, getattr(form, name)) for name in ("text", "proposed_wording", "name", "organisation", "email", "phone")]
    # A textarea keeps line breaks; its first one is dropped by browsers, so one is put in front.
    fields = [Markup('<textarea name="{}" hidden>\n{}</textarea>').format(name, value) for name, value in pairs]
    return Markup("").join(fields)


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
    effort = Effort(_short(data, "proof"), _short(data, "ticket"))
    if refusal := await admission_of(request).admit(view.id, network_of_request(request), effort, key):
        await admission_of(request).wait_to_refuse()
        return _check_page(request, view, form, key, effort.ticket, refusal)
    receipt = await _submitted(request, view, form, key)
    address = f"{locale_of(request.url.path).prefix}/receipts/{receipt.reference}"
    return Redirect(address, status_code=303, headers={"cache-control": "no-store"})


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
    receipt = await submit_comment(runtime, command, key)
    await runtime.wait_until_projected(receipt.position, 1.0)
    return receipt
