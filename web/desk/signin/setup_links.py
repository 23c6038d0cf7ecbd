"""Pages behind mailed links: account set-up and password reset; and requesting a reset, answered alike for everybody."""

from __future__ import annotations

from typing import Any, ClassVar

from litestar import Response, get, post

from consult.commands.staff.setting_up import ask_for_new_password, reset_password, set_up
from consult.commands.staff.signing_in import CodeRefused
from consult.staff import Person
from consult.staff.invitations import Invitation
from consult.staff.totp import address_of as otp_address
from domain.refusals import Refusal
from web.desk.access.session import DeskRequest
from web.desk.forms.form import DeskForm, Field, refuse_missing
from web.desk.forms.input import FormInput
from web.desk.signin.one_time_secrets import PAGE as SHOWN_PAGE
from web.desk.signin.one_time_secrets import OneTimeSecret, attach_secret
from web.desk.signin.sign_in import SIGN_IN
from web.desk.signin.visitor import (
    address_of,
    entry_page,
    redirect,
    remember_device,
    require_entry,
    signed_in_response,
    submitted_entry,
)
from web.shared.render import page
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

PASSWORD = Field(
    name="password",
    label="新密码",
    kind="password",
    autocomplete="new-password",
    hint="至少12个字符，可以是一句话，可以粘贴，不要求数字或者符号。太常见或者由自己姓名组成的密码不能用。",
)
AGAIN = Field(name="again", label="再输入一次新密码", kind="password", autocomplete="new-password")
CODE = Field(name="code", label="身份验证器现在显示的6位数字", autocomplete="one-time-code")
SET_UP = DeskForm(title="设置您的账号", button="完成设置", fields=(PASSWORD, AGAIN, CODE), template="desk/set_up.html")
RECOVER = DeskForm(title="设置新密码", button="保存新密码", fields=(PASSWORD, AGAIN))
FORGOTTEN = DeskForm(
    title="忘记密码",
    lead="请填写登录邮箱。如果它属于一个账号，几分钟内会收到一封带有链接的邮件。",
    button="发送链接",
    fields=(Field(name="email", label="邮箱", kind="email", autocomplete="username"),),
)
ASKED = (
    "如果所填的邮箱属于一个账号，几分钟内会收到一封带有链接的邮件，链接72小时内有效。"
    "没有收到的，请检查垃圾邮件，或者联系账号管理人员。"
)
LINK = "/desk/link/{token:str}"


class PasswordsDiffer(Refusal):
    """A new password is typed twice, because nobody sees what he types."""

    message = "两次输入的新密码不一样。"
    status: ClassVar[int] = 422


def refuse_different(given: FormInput) -> None:
    """Raises PasswordsDiffer."""
    if given["password"] != given["again"]:
        raise PasswordsDiffer(field="again")


async def _invitation(request: DeskRequest) -> Invitation:
    """Raises LinkInvalid."""
    return await runtime_of(request).accounts.invitations.of_token(str(request.path_params["token"]))


async def _link_page(request: DeskRequest, invitation: Invitation, refusal: Refusal | None = None) -> Response[bytes]:
    """Passwords are typed anew after a refusal; the secret stays, so that what was scanned still counts."""
    if invitation.kind == "recovery":
        return await entry_page(request, RECOVER, None, refusal, context={"email": invitation.person.email})
    context = secret_words(request, invitation.person, _secret(request, invitation))
    return await entry_page(request, SET_UP, None, refusal, SET_UP.template, context)


def secret_words(request: DeskRequest, person: Person, secret: str) -> dict[str, object]:
    """What a page needs to show a secret for an authenticator app: the QR code's address, and the secret in groups of four."""
    settings = runtime_of(request).settings
    site = settings.site_name_en if locale_of(request.url.path).english else settings.site_name
    groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    email = person.email or ""
    return {"email": email, "name": person.name, "secret": groups, "otp_address": otp_address(secret, email, site)}


def _secret(request: DeskRequest, invitation: Invitation) -> str:
    return runtime_of(request).accounts.credentials.setup_secret(invitation.token_hash)


@get([LINK, f"/en{LINK}"], name="desk_link")
async def setup_page(request: DeskRequest) -> Response[bytes]:
    return await _link_page(request, await _invitation(request))


@post([LINK, f"/en{LINK}"], name="desk_link_followed", status_code=200)
async def complete_setup(request: DeskRequest) -> Response[Any]:
    given, invitation = await submitted_entry(request), await _invitation(request)
    form = RECOVER if invitation.kind == "recovery" else SET_UP
    try:
        require_entry(request, given)
        refuse_missing(form, given)
        refuse_different(given)
        if invitation.kind == "recovery":
            return await _recovered(request, invitation, given)
        return await _set_up(request, invitation, given)
    except Refusal as refusal:
        if refusal.status == 410:
            raise
        return await _link_page(request, invitation, refusal)


async def _recovered(request: DeskRequest, invitation: Invitation, given: FormInput) -> Response[Any]:
    """The browser that came from the mail is known from now on: no stranger's failures stand in its way."""
    await reset_password(runtime_of(request), invitation, given["password"])
    response = redirect(f"{locale_of(request.url.path).prefix}{SIGN_IN}?because=recovered")
    remember_device(request, response, invitation.person)
    return response


async def _set_up(request: DeskRequest, invitation: Invitation, given: FormInput) -> Response[Any]:
    runtime, secret = runtime_of(request), _secret(request, invitation)
    step = runtime.accounts.credentials.step_of(secret, given["code"])
    if step is None:
        raise CodeRefused(field="code")
    codes = await set_up(runtime, invitation, given["password"], secret, step)
    prefix = locale_of(request.url.path).prefix
    response = await signed_in_response(request, invitation.person, prefix + SHOWN_PAGE)
    attach_secret(request, response, OneTimeSecret("codes", codes, f"{prefix}/desk"))
    return response


@get(["/desk/forgotten", "/en/desk/forgotten"], name="desk_forgotten")
async def forgotten_password(request: DeskRequest) -> Response[bytes]:
    if not runtime_of(request).settings.smtp_url:
        return message_page(request, "忘记密码", "本站没有开通邮件。请联系账号管理人员，由其给您一个新的链接。")
    return await entry_page(request, FORGOTTEN)


@post(["/desk/forgotten", "/en/desk/forgotten"], name="desk_ask_for_password")
async def request_password_link(request: DeskRequest) -> Response[Any]:
    given = await submitted_entry(request)
    try:
        require_entry(request, given)
        refuse_missing(FORGOTTEN, given)
        await ask_for_new_password(runtime_of(request), given["email"], address_of(request))
    except Refusal as refusal:
        return await entry_page(request, FORGOTTEN, given, refusal)
    return redirect(f"{locale_of(request.url.path).prefix}/desk/forgotten/asked")


@get(["/desk/forgotten/asked", "/en/desk/forgotten/asked"], name="desk_asked")
async def password_link_requested(request: DeskRequest) -> Response[bytes]:
    return message_page(request, "请查收邮件", ASKED)


def message_page(request: DeskRequest, title: str, text: str) -> Response[bytes]:
    return page(request, "desk/message.html", title=title, text=text)


handlers: list[Any] = [setup_page, complete_setup, forgotten_password, request_password_link, password_link_requested]
