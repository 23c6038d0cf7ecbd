"""The form of a comment as typed: its fields, its attachments that wait, and what is wrong with it."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar.datastructures import FormMultiDict, UploadFile
from markupsafe import Markup

from consult.commands.uploads import (
    MAX_FILES,
    AttachmentsGone,
    AttachmentsLeftOut,
    Upload,
    store_upload,
    stored_uploads,
)
from domain.comment.draft import CommentDraft, checked_draft
from domain.enumerations import RespondentKind
from domain.refusals import Refusal
from domain.values import Contact
from projections.consultations.views import ConsultationView
from web.admission.of_request import admission_of, network_of_request
from web.shared.error_pages import refusal_text
from web.shared.request import PageRequest, labels_of
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

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


def hidden_fields(form: CommentForm, key: str) -> Markup:
    """Everything typed, carried to the next step."""
    pairs = [("key", key), ("kind", form.kind), ("publish_name", "1" if form.publish_name else "")]
    pairs += [("articles", article) for article in form.articles] + [("waiting", token) for token, _ in form.waiting]
    pairs += [(name, getattr(form, name)) for name in ("text", "proposed_wording", "name", "organisation", "email", "phone")]
    # A textarea keeps line breaks; its first one is dropped by browsers, so one is put in front.
    fields = [Markup('<textarea name="{}" hidden>\n{}</textarea>').format(name, value) for name, value in pairs]
    return Markup("").join(fields)
