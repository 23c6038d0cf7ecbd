"""Applying to attend an activity: form, check, submit. Input is carried from step to step without a cookie, and never lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.response import Redirect

from consult.commands.application.submission import submit_application
from consult.commands.comment.reference import reference_of
from consult.commands.recording import IdempotencyKeyReused
from domain.application.refusals import (
    ActivityOff,
    ApplicationAfterDeadline,
    AppliedBefore,
    NoApplicationsTaken,
    ObserverSeatsTaken,
)
from domain.consultation.refusals import DecisionOver
from domain.enumerations import RespondentKind
from domain.refusals import Refusal
from projections.activities.views import ActivityView
from projections.consultations.views import ConsultationView
from web.admission.efforts import LASTING, WAIT, Effort
from web.admission.form_checks import UNSEEN, form_refusal, shown_ticket
from web.admission.of_request import admission_of, network_of_request
from web.admission.refusals import NotAdmitted
from web.pages.activities import PATH as ACTIVITY
from web.pages.activities import activity_of
from web.pages.applications.form import ApplicationForm, command_of, form_errors, form_from, hidden_fields, sides_of
from web.pages.commenting import short_in
from web.shared.error_pages import refusal_text
from web.shared.idempotency import key_or_new, new_key
from web.shared.problems import retry_after
from web.shared.render import page
from web.shared.request import TOKEN, PageRequest
from web.shared.request_state import runtime_of
from web.shared.wording.languages import Locale, locale_of

FORM = f"{ACTIVITY}/application"
AT_FORM = (AppliedBefore, ObserverSeatsTaken)
"""What the person can still do something about: he is shown his form again."""
Found = tuple[ConsultationView, ActivityView]


def _refuse_closed(decision: ConsultationView, found: ActivityView, now: datetime) -> None:
    """Raises DecisionOver, ActivityOff, NoApplicationsTaken, ApplicationAfterDeadline."""
    if decision.adopted_at is not None or decision.ended_at is not None:
        raise DecisionOver
    if found.called_off_at is not None:
        raise ActivityOff
    if found.apply_until is None:
        raise NoApplicationsTaken
    if now >= found.apply_until or found.applications is not None:
        raise ApplicationAfterDeadline(until=found.apply_until)


def _form_page(
    request: PageRequest,
    found: Found,
    form: ApplicationForm,
    key: str,
    errors: dict[str, str],
    *,
    first: bool = False,
    sent_before: str = "",
    status: int = 422,
) -> Response[bytes]:
    """The form with what was typed. `sent_before`: the reference of what was sent with it already."""
    view, at = found
    return page(
        request,
        "application_form.html",
        status=status if errors else 200,
        section="consultations",
        c=view,
        a=at,
        form=form,
        key=key,
        errors=errors,
        sides=sides_of(at),
        kinds=list(RespondentKind),
        gone=request.query_params.get("gone") == "1",
        sent_before=sent_before,
        unseen=UNSEEN,
        shown=shown_ticket(request, at.activity_id, first=first),
    )


@get([FORM, f"/en{FORM}"], name="application_form")
async def application_form(request: PageRequest) -> Response[bytes]:
    found = await activity_of(request)
    _refuse_closed(*found, runtime_of(request).clock.now())
    sides = sides_of(found[1])
    form = ApplicationForm(side=sides[0][0] if len(sides) == 1 else "")
    return _form_page(request, found, form, new_key(), {}, first=True)


@get([f"{FORM}/check", f"/en{FORM}/check", f"{FORM}/submit", f"/en{FORM}/submit"], name="application_form_again")
async def form_again(request: PageRequest) -> Response[Any]:
    """The address of a page that is not kept any more, or was asked for in the other language: on to the form."""
    gone = "?gone=1" if TOKEN in request.query_params else ""
    return Redirect(request.url.path.rpartition("/")[0] + gone, status_code=303, headers={"cache-control": "no-store"})


async def _sent(request: PageRequest) -> tuple[Any, ApplicationForm, Found]:
    """What was sent. Whatever goes wrong from here on, the page that says so shows what was typed."""
    data: Any = await request.form()
    form = form_from(data)
    request.scope["typed"] = form.grounds  # type: ignore[typeddict-unknown-key]
    found = await activity_of(request)
    _refuse_closed(*found, runtime_of(request).clock.now())
    return data, form, found


@post([f"{FORM}/check", f"/en{FORM}/check"], name="check_application", status_code=200)
async def check_application(request: PageRequest) -> Response[bytes]:
    data, form, found = await _sent(request)
    locale = locale_of(request.url.path)
    errors = form_errors(form, found[1], locale)
    key = key_or_new(str(data.get("key") or ""))
    if refusal := form_refusal(request, found[1].activity_id, short_in(data, UNSEEN), short_in(data, "shown")):
        errors["main"] = refusal_text(refusal, locale)
    if errors:
        return _form_page(request, found, form, key, errors)
    return _check_page(request, found, form, key)


def _check_page(
    request: PageRequest,
    found: Found,
    form: ApplicationForm,
    key: str,
    ticket: str = "",
    refusal: NotAdmitted | None = None,
) -> Response[bytes]:
    """Everything typed, to be sent as it is. While applications come in floods a proof of work is made meanwhile."""
    admission, about, locale = admission_of(request), found[1].activity_id, locale_of(request.url.path)
    now = runtime_of(request).clock.now()
    age = admission.efforts.age(about, ticket, now)
    if age is None or age > LASTING:
        ticket = admission.efforts.ticket(about, now)
    challenge = admission.efforts.challenge(about) if admission.under_attack(about) else None
    context = {
        "c": found[0],
        "a": found[1],
        "form": form,
        "hidden": hidden_fields(form, key),
        "ticket": ticket,
        "challenge": msgspec.json.encode(challenge).decode() if challenge else "",
        "wait": WAIT,
        "errors": {"main": refusal_text(refusal, locale)} if refusal else {},
    }
    status, headers = (refusal.status, retry_after(refusal)) if refusal else (200, {})
    return page(request, "check_application.html", context, section="consultations", status=status, headers=headers)


@post([f"{FORM}/submit", f"/en{FORM}/submit"], name="submit_application")
async def submit(request: PageRequest) -> Response[Any]:
    data, form, found = await _sent(request)
    runtime, locale, about = runtime_of(request), locale_of(request.url.path), found[1].activity_id
    key = key_or_new(str(data.get("key") or ""))
    errors = form_errors(form, found[1], locale)
    if errors or data.get("step") == "change":
        return _form_page(request, found, form, key, errors)
    effort = Effort(short_in(data, "proof"), short_in(data, "ticket"))
    if refusal := await admission_of(request).admit(about, network_of_request(request), effort, key):
        await admission_of(request).wait_to_refuse()
        return _check_page(request, found, form, key, effort.ticket, refusal)
    try:
        receipt = await submit_application(runtime, command_of(form, found[1]), key)
    except IdempotencyKeyReused:
        text = locale.translate("这份表单已经提交过一份报名，没有重复登记。")
        sent_before = reference_of(runtime, about, key)
        return _form_page(request, found, form, new_key(), {"main": text}, sent_before=sent_before, status=409)
    except AT_FORM as refused:
        return _form_page(request, found, form, new_key(), _at_field(refused, locale), status=refused.status)
    await runtime.wait_until_projected(receipt.position, 1.0)
    address = f"{locale.prefix}/applications/{receipt.reference}"
    return Redirect(address, status_code=303, headers={"cache-control": "no-store"})


def _at_field(refusal: Refusal, locale: Locale) -> dict[str, str]:
    return {str(refusal.params.get("field", "main")): refusal_text(refusal, locale)}


handlers: list[Any] = [application_form, form_again, check_application, submit]
