"""What was typed about a participation activity, read into its commands."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from consult.commands.activity import holding, planning
from consult.commands.comment.submission import Respondent
from domain.activity.values import PollFigure, Quota, ReportedView
from domain.calendar import end_of_day
from domain.enumerations import DispositionKind, RespondentKind, Selection, Side
from web.desk.activities.held_forms import VIEWS
from web.desk.forms.command import command_from
from web.desk.forms.input import FieldRefused, FormInput, NotAChoice

LARGEST = 9_999_999


class NotANumber(FieldRefused):
    """A count is a whole number."""

    message = "请填写整数。"


class FigureUnreadable(FieldRefused):
    """One line of a poll's results says question, answer, and how many gave it."""

    message = "第{line}行应当写成：问题｜答案｜人数。"


def whole_number(given: FormInput, name: str) -> int:
    """0 where nothing was typed. Raises NotANumber."""
    text = given[name].strip() or "0"
    if not (text.isascii() and text.isdecimal()) or int(text) > LARGEST:
        raise NotANumber(field=name)
    return int(text)


def one_id(given: FormInput, name: str) -> UUID:
    """Raises NotAChoice."""
    found = given.ids(name)
    if len(found) != 1:
        raise NotAChoice(field=name)
    return found[0]


def announcement(given: FormInput, activity_id: UUID) -> planning.AnnounceActivity:
    """Raises Missing, NotADate, NotATime, NotAChoice, NotANumber."""
    ends: date | None = given.optional_day("apply_on")
    known: dict[str, Any] = {
        "activity_id": activity_id,
        "held_at": given.moment("held_on", "held_time"),
        "apply_until": end_of_day(ends) if ends else None,
        "quotas": quotas(given),
        "observer_seats": whole_number(given, "observer_seats"),
        "observers_by_lot": given["observers_by_lot"] != "no",
    }
    return command_from(planning.AnnounceActivity, given, **known)


def quotas(given: FormInput) -> tuple[Quota, ...]:
    """Of each side for which seats were typed."""
    interested, by_lot = given.choices("interested", Side), given.choices("by_lot", Side)
    seats = {side: whole_number(given, f"seats_{side}") for side in Side}
    return tuple(
        Quota(side, count, side in interested, Selection.LOT if side in by_lot else Selection.INVITATION)
        for side, count in seats.items()
        if count
    )


def beginning(given: FormInput, activity_id: UUID) -> holding.HoldActivity:
    known: dict[str, Any] = {
        "activity_id": activity_id,
        "began_at": given.moment("began_on", "began_time"),
        "attended": given.ids("attended"),
        "observers": whole_number(given, "observers"),
    }
    return command_from(holding.HoldActivity, given, **known)


def poll(given: FormInput, activity_id: UUID) -> holding.TakePoll:
    known: dict[str, Any] = {
        "activity_id": activity_id,
        "asked": whole_number(given, "asked"),
        "answered": whole_number(given, "answered"),
        "figures": figures(given["figures"]),
    }
    return command_from(holding.TakePoll, given, **known)


def figures(text: str) -> tuple[PollFigure, ...]:
    """One of each line that is not blank. Raises FigureUnreadable."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    return tuple(_figure(line, number) for number, line in lines)


def _figure(line: str, number: int) -> PollFigure:
    parts = [part.strip() for part in line.replace("|", "｜").split("｜")]
    if len(parts) != 3 or not (parts[2].isascii() and parts[2].isdecimal()) or len(parts[2]) > 8:
        raise FigureUnreadable(field="figures", line=number)
    return PollFigure(parts[0], parts[1], int(parts[2]))


def statement(given: FormInput, activity_id: UUID) -> holding.RecordStatement:
    who = Respondent(
        kind=given.choice("kind", RespondentKind),
        name=given.optional("name"),
        organisation=given.optional("organisation"),
        publish_name=given.flag("publish_name"),
    )
    return command_from(holding.RecordStatement, given, activity_id=activity_id, respondent=who, articles=())


def report(given: FormInput, activity_id: UUID) -> holding.ReportActivity:
    """Views that were left blank are left out. Raises NotAChoice."""
    views = tuple(_view(given, number) for number in range(1, VIEWS + 1) if given[f"view_{number}"].strip())
    return command_from(holding.ReportActivity, given, activity_id=activity_id, views=views)


def _view(given: FormInput, number: int) -> ReportedView:
    view, answer, reason = given[f"view_{number}"], given[f"answer_{number}"], given.optional(f"why_{number}")
    if answer in set(DispositionKind):
        return ReportedView(view, DispositionKind(answer), reason)
    point = one_id(given, f"answer_{number}") if answer else None
    return ReportedView(view, point_id=point, reason=None if point else reason)
