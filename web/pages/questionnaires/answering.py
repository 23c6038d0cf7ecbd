"""Answering a questionnaire: one form, sent once, without account or cookie. What was filled in is never lost."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.response import Redirect

from consult.commands.comment.reference import reference_of
from consult.commands.questionnaire.response import ResponseReceipt, SubmitResponse, submit_response
from consult.commands.recording import IdempotencyKeyReused
from domain.enumerations import QuestionKind, RespondentKind
from domain.questionnaire.form import Question
from domain.refusals import Refusal
from projections.consultations.views import ConsultationView
from projections.questionnaires.queries import QuestionnaireView
from web.admission.efforts import PROOF_LENGTH, WAIT, Effort
from web.admission.form_checks import UNSEEN, form_refusal, shown_ticket
from web.admission.of_request import admission_of, network_of_request
from web.admission.refusals import NotAdmitted
from web.pages.questionnaires.answer_form import AnswerForm, answers_of, form_errors, form_from
from web.pages.questionnaires.questionnaire import ROOT, questionnaire_at
from web.shared.error_pages import refusal_text
from web.shared.idempotency import key_or_new, new_key
from web.shared.problems import retry_after
from web.shared.render import page
from web.shared.request import PageRequest, consultation_of
from web.shared.request_state import runtime_of
from web.shared.wording.languages import Locale, locale_of

FORM = f"{ROOT}/answer"


class _At(msgspec.Struct, frozen=True):
    """The decision and the questionnaire that a request is about."""

    view: ConsultationView
    asked: QuestionnaireView

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.asked.form.questions if self.asked.form else ()


async def _at(request: PageRequest) -> _At:
    view = await consultation_of(request)
    return _At(view, await questionnaire_at(request, view))


def _form_page(
    request: PageRequest,
    at: _At,
    form: AnswerForm,
    key: str,
    errors: dict[str, str],
    *,
    first: bool = False,
    ticket: str = "",
    sent_before: str = "",
    refusal: Refusal | None = None,
) -> Response[bytes]:
    """The form with what was filled in. `ticket`: of who waits, while the decision is under attack."""
    admission = admission_of(request)
    attacked = admission.under_attack(at.view.id)
    challenge = msgspec.json.encode(admission.efforts.challenge(at.view.id)).decode() if attacked else ""
    context = {
        "c": at.view,
        "q": at.asked,
        "form": form,
        "key": key,
        "errors": errors,
        "labels": _labels(at.questions, locale_of(request.url.path)),
        "kinds": list(RespondentKind),
        "written": any(question.kind == QuestionKind.TEXT for question in at.questions),
        "unseen": UNSEEN,
        "shown": shown_ticket(request, at.view.id, first=first),
        "ticket": ticket or admission.efforts.ticket(at.view.id, runtime_of(request).clock.now()),
        "challenge": challenge,
        "wait": WAIT,
        "sent_before": sent_before,
    }
    status = refusal.status if refusal else 422 if errors else 200
    headers = retry_after(refusal) if isinstance(refusal, NotAdmitted) else {}
    return page(request, "answer_form.html", context, section="consultations", status=status, headers=headers)


def _labels(questions: tuple[Question, ...], locale: Locale) -> dict[str, str]:
    """What each field is called where an error is told at the head of the page."""
    numbered = {f"q{number}": locale.translate("第{n}题").format(n=number) for number in range(1, len(questions) + 1)}
    return {"kind": locale.translate("您的身份"), "as_comment": locale.translate("作为意见提交"), **numbered}


@get([FORM, f"/en{FORM}"], name="answer_form")
async def answer_form(request: PageRequest) -> Response[Any]:
    """The form while it can be answered; else on to the questionnaire's page, which says why not."""
    at = await _at(request)
    if not at.asked.taking(runtime_of(request).clock.now()) or at.view.ended_at or at.view.adopted_at:
        return Redirect(request.url.path.removesuffix("/answer"), status_code=303, headers={"cache-control": "no-store"})
    return _form_page(request, at, AnswerForm(), new_key(), {}, first=True)


@post([FORM, f"/en{FORM}"], name="submit_response", status_code=200)
async def answer(request: PageRequest) -> Response[Any]:
    data: Any = await request.form()
    at, locale = await _at(request), locale_of(request.url.path)
    form, key = form_from(data, at.questions), key_or_new(_short(data.get("key")))
    request.scope["typed"] = "\n\n".join(filter(None, form.texts.values()))  # type: ignore[typeddict-unknown-key]
    ticket, proof = _short(data.get("ticket")), _short(data.get("proof"))
    if errors := form_errors(form, at.questions, locale):
        return _form_page(request, at, form, key, errors, ticket=ticket)
    refusal = form_refusal(request, at.view.id, _short(data.get(UNSEEN)), _short(data.get("shown")))
    if refusal is None and (refusal := await _admit(request, at, Effort(proof, ticket), key)):
        await admission_of(request).wait_to_refuse()
    if refusal is not None:
        return _form_page(request, at, form, key, {"main": refusal_text(refusal, locale)}, ticket=ticket, refusal=refusal)
    return await _submitted(request, at, form, key)


def _short(sent: object) -> str:
    return sent[:PROOF_LENGTH] if isinstance(sent, str) else ""


async def _admit(request: PageRequest, at: _At, effort: Effort, key: str) -> NotAdmitted | None:
    """The limits are those of comments, and shared with them: of one network, and of one decision."""
    return await admission_of(request).admit(at.view.id, network_of_request(request), effort, key)


async def _submitted(request: PageRequest, at: _At, form: AnswerForm, key: str) -> Response[Any]:
    locale, runtime = locale_of(request.url.path), runtime_of(request)
    command = SubmitResponse(
        questionnaire_id=at.asked.questionnaire_id,
        respondent_kind=RespondentKind(form.kind),
        answers=answers_of(form, at.questions),
        as_comment=form.as_comment,
    )
    try:
        receipt = await submit_response(runtime, command, key)
    except IdempotencyKeyReused as refusal:
        text = locale.translate("这份表单已经提交过一份答卷，没有重复登记。")
        before = reference_of(runtime, at.asked.questionnaire_id, key)
        return _form_page(request, at, form, new_key(), {"main": text}, sent_before=before, refusal=refusal)
    except Refusal as refusal:
        field = str(refusal.params.get("field", "main"))
        named = field if field == "as_comment" or field.startswith("q") else "as_comment" if field == "text" else "main"
        return _form_page(request, at, form, key, {named: refusal_text(refusal, locale)}, refusal=refusal)
    await runtime.wait_until_projected(receipt.position, 1.0)
    return _led_to_receipt(request, receipt)


def _led_to_receipt(request: PageRequest, receipt: ResponseReceipt) -> Redirect:
    address = f"{locale_of(request.url.path).prefix}/receipts/{receipt.reference}"
    return Redirect(address, status_code=303, headers={"cache-control": "no-store"})


handlers: list[Any] = [answer_form, answer]
