"""The clock of a training instance at the desk: what it shows, and how anybody who has signed in moves it ahead."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect

from consult.commands.recording import ChangedSinceSeen
from consult.commands.training import NotTraining, move_clock
from consult.instance.clock import TrainingClock
from consult.worklists.my_work import work_of
from domain.calendar import SHANGHAI
from domain.refusals import Refusal
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest, SignedIn, signed_in
from web.desk.forms.form import DeskForm, Field, errors_of, form_page, redirect_after, submitted_form
from web.desk.forms.input import FormInput, Missing, NotAChoice
from web.shared.request_state import runtime_of
from web.shared.wording.dates import deadline_words
from web.shared.wording.languages import locale_of

PATH = "/desk/training"
STEPS = {"day": timedelta(days=1), "week": timedelta(days=7)}


async def _next(request: DeskRequest, signed: SignedIn) -> datetime | None:
    """The next moment at which something opens or closes, or a feedback becomes overdue."""
    now = runtime_of(request).clock.now()
    due = (item.due for item in await work_of(runtime_of(request), signed.actor) if item.due)
    return min((moment for moment in map(_passed, due) if moment > now), default=None)


def _passed(due: date | datetime) -> datetime:
    """From when on it has passed: a day is over at its end."""
    return due if isinstance(due, datetime) else datetime(due.year, due.month, due.day, tzinfo=SHANGHAI) + timedelta(days=1)


def _form(request: DeskRequest, following: datetime | None) -> DeskForm:
    locale = locale_of(request.url.path)
    options = [("day", locale.translate("一天")), ("week", locale.translate("七天")), ("date", locale.translate("到下面的日期"))]
    if following:
        words = locale.translate("到下一个期限：{at}").format(at=deadline_words(following, locale.english))
        options.insert(0, ("next", words))
    return DeskForm(
        title="演练时钟",
        lead="拨动以后，所有人看到的时间一起往前，到期的事项自动截止或者逾期；登录和动态口令仍按真实时间。",
        button="把时钟拨快",
        grave=True,
        fields=(
            Field(name="to", label="往前拨多少", kind="radios", options=options),
            Field(name="on", label="日期", kind="date", optional=True, hint="拨到这一天的0时。"),
            Field(name="sure", label="我知道：时钟不能拨回。", kind="check"),
        ),
    )


async def _page(request: DeskRequest, signed: SignedIn, given: FormInput, refusal: Refusal | None = None) -> Response[bytes]:
    form = _form(request, await _next(request, signed))
    errors = errors_of(request, form, refusal)
    context = {"section": "training", "done": outcome_notice(request), "seen": _ahead(request)}
    return form_page(request, signed, form, given, context, errors, refusal.status if refusal else 200)


def _ahead(request: DeskRequest) -> int:
    """By how many seconds the clock was moved so far: whoever clicks twice, or was overtaken, has seen another."""
    clock = runtime_of(request).clock
    return int(clock.ahead.total_seconds()) if isinstance(clock, TrainingClock) else 0


@get([PATH, f"/en{PATH}"], name="desk_training")
async def training_clock(request: DeskRequest) -> Response[bytes]:
    """What the clock shows, and how far it can be moved. Raises NotTraining."""
    signed = await signed_in(request)
    if not runtime_of(request).settings.training:
        raise NotTraining
    return await _page(request, signed, FormInput())


@post([PATH, f"/en{PATH}"], name="desk_training_moved", status_code=200)
async def move_training_clock(request: DeskRequest) -> Response[bytes] | Redirect:
    """Raises NotTraining."""
    signed, given = await submitted_form(request)
    try:
        await move_clock(runtime_of(request), await _target(request, signed, given))
    except NotTraining:
        raise
    except Refusal as refusal:
        return await _page(request, signed, given, refusal)
    return redirect_after(request, PATH, "move_clock")


async def _target(request: DeskRequest, signed: SignedIn, given: FormInput) -> datetime:
    """Raises ChangedSinceSeen, Missing, NotAChoice, NotADate."""
    if given.version("seen") not in (None, _ahead(request)):
        raise ChangedSinceSeen
    if not given.flag("sure"):
        raise Missing(field="sure")
    if given["to"] in STEPS:
        return runtime_of(request).clock.now() + STEPS[given["to"]]
    if given["to"] == "date":
        return datetime.combine(given.day("on"), datetime.min.time(), SHANGHAI)
    following = await _next(request, signed) if given["to"] == "next" else None
    if following is None:
        raise NotAChoice(field="to")
    return following


handlers: list[Any] = [training_clock, move_training_clock]
