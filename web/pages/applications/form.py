"""The form of an application as typed: its fields, and what is wrong with it."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar.datastructures import FormMultiDict
from markupsafe import Markup

from consult.commands.application.submission import SubmitApplication
from domain.activity.refusals import SeatsNotAnnounced
from domain.application.draft import ApplicationDraft, checked_applicant
from domain.enumerations import RespondentKind, Selection, Side
from domain.refusals import Refusal
from domain.values import Contact
from projections.activities.views import ActivityView
from web.shared.error_pages import refusal_text
from web.shared.wording.languages import Locale

OBSERVER = "observer"
FIELDS = ("side", "category", "name", "organisation", "email", "phone", "grounds")


class ApplicationForm(msgspec.Struct, kw_only=True):
    """The form as typed. `side`: OBSERVER for who would observe."""

    side: str = ""
    category: str = RespondentKind.INDIVIDUAL
    name: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""
    grounds: str = ""
    publish_name: bool = False


def form_from(data: FormMultiDict) -> ApplicationForm:
    def typed(name: str) -> str:
        value = data.get(name, "")
        return value.replace("\r\n", "\n").removeprefix("\n") if isinstance(value, str) else ""

    texts: dict[str, Any] = {name: typed(name) for name in FIELDS}
    return ApplicationForm(publish_name=typed("publish_name") == "1", **texts)


def sides_of(view: ActivityView) -> list[tuple[str, int]]:
    """For what one may apply, with the seats: the sides that are drawn, and observing."""
    sides = [(str(each.side), each.seats) for each in view.quotas if each.selection == Selection.LOT]
    return sides + ([(OBSERVER, view.observer_seats)] if view.observer_seats else [])


def form_errors(form: ApplicationForm, view: ActivityView, locale: Locale) -> dict[str, str]:
    """What is wrong, by field, in the person's language; each field is looked at, not only the first."""
    errors: dict[str, str] = {}
    if form.side not in dict(sides_of(view)):
        errors["side"] = (
            locale.translate("请选择您要报名的类别。") if not form.side else refusal_text(SeatsNotAnnounced(), locale)
        )
    if form.category not in set(RespondentKind):
        errors["category"] = locale.translate("请选择您的身份。")
    contact = Contact(form.email or None, form.phone or None)
    sound: dict[str, Any] = {"name": "x", "contact": Contact(phone="00000")}
    looked_at: tuple[dict[str, Any], ...] = (
        {"name": form.name},
        {"organisation": form.organisation},
        {"grounds": form.grounds},
        {"contact": contact},
    )
    for changes in looked_at:
        try:
            checked_applicant(ApplicationDraft(side=None, category=RespondentKind.OTHER, **sound | changes))
        except Refusal as refusal:
            errors[str(refusal.params.get("field", "main"))] = refusal_text(refusal, locale)
    return errors


def command_of(form: ApplicationForm, view: ActivityView) -> SubmitApplication:
    return SubmitApplication(
        activity_id=view.activity_id,
        side=None if form.side == OBSERVER else Side(form.side),
        category=RespondentKind(form.category),
        name=form.name,
        organisation=form.organisation or None,
        contact=Contact(form.email or None, form.phone or None),
        grounds=form.grounds or None,
        publish_name=form.publish_name,
    )


def hidden_fields(form: ApplicationForm, key: str) -> Markup:
    """Everything typed, carried to the next step."""
    pairs = [("key", key), ("publish_name", "1" if form.publish_name else ""), *((name, getattr(form, name)) for name in FIELDS)]
    # A textarea keeps line breaks; its first one is dropped by browsers, so one is put in front.
    fields = [Markup('<textarea name="{}" hidden>\n{}</textarea>').format(name, value) for name, value in pairs]
    return Markup("").join(fields)
