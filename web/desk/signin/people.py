"""People, for administrators: who there is, inviting, division and roles, disabling; and what each has done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Response, get, post

from consult.commands.staff.accounts import Invite, change_post, invite, invite_again, known_person, set_disabled, setup_address
from consult.runtime import Runtime
from consult.staff import Person
from domain.access import Actor, Role, require_role
from domain.refusals import Refusal
from domain.values import Division
from projections.history.actor_queries import BEYOND, action_counts_by_actor, actions_by_actor
from web.desk.access.decision import id_in
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest, SignedIn, signed_in
from web.desk.forms.form import DeskForm, Field, form_page, redirect_after, refuse_missing, show_refused, submitted_form
from web.desk.forms.input import FormInput, form_values
from web.shared.query import number_in
from web.shared.render import page
from web.shared.request_state import runtime_of
from web.shared.wording.languages import Locale, locale_of
from web.shared.wording.words import WORDS

ROOT = "/desk/people"
PERSON = "/desk/people/{person_id:uuid}"
ACTS = 100


def _post_fields(locale: Locale) -> tuple[Field, ...]:
    roles = [(role.value, locale.translate(WORDS["role"][role])) for role in Role]
    return (
        Field(name="division_name", label="处室"),
        Field(name="division_id", label="处室代号", hint="由小写英文字母、数字和连字符组成，例如 market。同一处室的人代号相同。"),
        Field(
            name="roles",
            label="角色",
            kind="checks",
            options=roles,
            hint="账号管理人员只管理账号，不办理业务，不能同时有其他角色。",
        ),
    )


def invitation_form(locale: Locale) -> DeskForm:
    languages = [("zh", "中文"), ("en", "English")]
    return DeskForm(
        title="开通账号",
        lead="本人会收到邮件，用其中的链接设置密码和身份验证器。链接72小时内有效，只能用一次。",
        button="开通并邀请",
        fields=(
            Field(name="name", label="姓名"),
            Field(name="email", label="单位邮箱", kind="email"),
            *_post_fields(locale),
            Field(name="language", label="邮件语言", kind="radios", options=languages),
        ),
    )


def post_form(locale: Locale) -> DeskForm:
    return DeskForm(title="处室和角色", button="保存", fields=_post_fields(locale))


async def administrator(request: DeskRequest) -> SignedIn:
    """Raises NotSignedIn, RoleMissing."""
    signed = await signed_in(request)
    require_role(signed.actor, Role.ADMINISTRATOR)
    return signed


@get([ROOT, f"/en{ROOT}"], name="desk_people")
async def people(request: DeskRequest) -> Response[bytes]:
    signed, runtime = await administrator(request), runtime_of(request)
    context: dict[str, object] = {
        "signed": signed,
        "people": await runtime.staff.people(),
        "waiting": await runtime.accounts.invitations.waiting(),
        "unsent": await runtime.outbox.unsent(),
    }
    return page(request, "desk/people.html", context, section="people", done=outcome_notice(request))


@get([f"{ROOT}/new", f"/en{ROOT}/new"], name="desk_new_person")
async def new_person(request: DeskRequest) -> Response[bytes]:
    signed, form = await administrator(request), invitation_form(locale_of(request.url.path))
    return form_page(request, signed, form, form_values(language="zh"), {"section": "people"})


@post([f"{ROOT}/new", f"/en{ROOT}/new"], name="desk_invite", status_code=200)
async def invite_person(request: DeskRequest) -> Response[Any]:
    signed, given = await submitted_form(request)
    form = invitation_form(locale_of(request.url.path))
    require_role(signed.actor, Role.ADMINISTRATOR)
    try:
        refuse_missing(form, given)
        command = Invite(
            name=given["name"],
            email=given["email"],
            division=_division(given),
            roles=given.choices("roles", Role),
            language="en" if given["language"] == "en" else "zh",
        )
        person = await invite(runtime_of(request), signed.actor, command)
    except Refusal as refusal:
        return await show_refused(request, signed, form, given, refusal)
    return redirect_after(request, f"{ROOT}/{person.id}", "invite")


def _division(given: FormInput) -> Division:
    return Division(given["division_id"].strip(), given["division_name"])


@get([PERSON, f"/en{PERSON}"], name="desk_person")
async def person_page(request: DeskRequest) -> Response[bytes]:
    """Account and acts of one person. A link that waits to be handed over is shown while mail is off."""
    signed, runtime = await administrator(request), runtime_of(request)
    person = await known_person(runtime, id_in(request, "person_id"))
    before = number_in(request, "before", BEYOND)
    found = await actions_by_actor(runtime.reads, person.id, before=before, limit=ACTS + 1)
    token = await runtime.accounts.invitations.shown_to_administrators(person.id)
    context: dict[str, object] = {
        "signed": signed,
        "person": person,
        "waiting": (await runtime.accounts.invitations.waiting()).get(person.id),
        "unsent": (await runtime.outbox.unsent()).get(person.id, ""),
        "handed_over": setup_address(runtime, person.language, token) if token else "",
        "counts": await action_counts_by_actor(runtime.reads, person.id),
        "acts": found[:ACTS],
        "older": found[ACTS - 1].position if len(found) > ACTS else None,
        "changes": await runtime.accounts.record.about(person.id),
    }
    return page(request, "desk/person.html", context, section="people", done=outcome_notice(request))


@get([f"{PERSON}/post", f"/en{PERSON}/post"], name="desk_post")
async def post_page(request: DeskRequest) -> Response[bytes]:
    signed = await administrator(request)
    person = await known_person(runtime_of(request), id_in(request, "person_id"))
    division = {"division_name": person.division.name, "division_id": person.division.id}
    values = form_values(**division, roles=sorted(person.roles))
    return form_page(request, signed, post_form(locale_of(request.url.path)), values, {"section": "people"})


@post([f"{PERSON}/post", f"/en{PERSON}/post"], name="desk_change_post", status_code=200)
async def change_person(request: DeskRequest) -> Response[Any]:
    signed, given = await submitted_form(request)
    form = post_form(locale_of(request.url.path))
    require_role(signed.actor, Role.ADMINISTRATOR)
    try:
        refuse_missing(form, given)
        roles = given.choices("roles", Role)
        person = await change_post(runtime_of(request), signed.actor, id_in(request, "person_id"), _division(given), roles)
    except Refusal as refusal:
        return await show_refused(request, signed, form, given, refusal)
    return redirect_after(request, f"{ROOT}/{person.id}", "change_post")


Change = Callable[[Runtime, Actor, Any], Awaitable[Person]]


async def _changed(request: DeskRequest, run: Change, done: str) -> Response[Any]:
    signed, _ = await submitted_form(request)
    person = await run(runtime_of(request), signed.actor, id_in(request, "person_id"))
    return redirect_after(request, f"{ROOT}/{person.id}", done)


@post([f"{PERSON}/invitation", f"/en{PERSON}/invitation"], name="desk_invite_again")
async def send_invitation_again(request: DeskRequest) -> Response[Any]:
    return await _changed(request, invite_again, "invite_again")


@post([f"{PERSON}/disabling", f"/en{PERSON}/disabling"], name="desk_disable")
async def disable(request: DeskRequest) -> Response[Any]:
    return await _changed(request, lambda runtime, actor, person_id: set_disabled(runtime, actor, person_id, True), "disable")


@post([f"{PERSON}/enabling", f"/en{PERSON}/enabling"], name="desk_enable")
async def enable(request: DeskRequest) -> Response[Any]:
    return await _changed(request, lambda runtime, actor, person_id: set_disabled(runtime, actor, person_id, False), "enable")


handlers: list[Any] = [
    people,
    new_person,
    invite_person,
    person_page,
    post_page,
    change_person,
    send_invitation_again,
    disable,
    enable,
]
