"""The form of the collective deliberation 集体讨论, with the record of the meeting: internal, and never public."""

from __future__ import annotations

from collections.abc import Iterator

from consult.commands.consultation.adoption import DeliberateDecision
from consult.commands.table import row_of
from domain.consultation.events import Dissent, Minutes
from domain.enumerations import DeliberationResult
from domain.text import REASON
from web.desk.forms.form import DeskForm, Field
from web.desk.forms.input import FieldRefused, FormInput
from web.desk.forms.step_forms import options
from web.shared.wording.languages import Locale

WHY = "不少于10字。不公开。"


class DissentUnclear(FieldRefused):
    """Each line of the dissents says whose it is."""

    message = "第{line}行看不出是谁的意见，应当像“姓名：意见”这样，每人一行。"


def form(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(DeliberateDecision).label,
        lead="会议情况如实记录，不同意见如实载明，行政首长的决定与多数人意见不一致的说明理由。会议记录归档，不公开。",
        button="记录",
        fields=(
            Field(name="result", label="结果", kind="radios", options=options(locale, "deliberation", list(DeliberationResult))),
            Field(name="met_on", label="会议日期", kind="date"),
            Field(name="meeting", label="会议名称", most=100, hint="会议名称和结果随决策公布。"),
            Field(name="attendees", label="出席人员", kind="area", rows=4, hint="每行一人。"),
            Field(name="views", label="讨论情况", kind="area", most=REASON),
            Field(name="dissents", label="不同意见", kind="area", rows=4, optional=True, hint="每人一行，像“姓名：意见”这样。"),
            Field(name="decision", label="行政首长的决定", kind="area", rows=3, most=REASON),
            Field(name="against_majority", label="决定与多数人意见不一致", kind="check", optional=True),
            Field(
                name="reason", label="不一致的理由", kind="area", rows=3, most=REASON, optional=True, hint="不少于10字。不公开。"
            ),
        ),
    )


def minutes(given: FormInput) -> dict[str, object]:
    """The record of the meeting as typed. Raises DissentUnclear."""
    kept = Minutes(
        attendees=tuple(_lines(given["attendees"])),
        views=given["views"],
        dissents=tuple(_dissent(number, line) for number, line in enumerate(_lines(given["dissents"]), 1)),
        decision=given["decision"],
        against_majority=given.flag("against_majority"),
        reason=given.optional("reason"),
    )
    return {"minutes": kept}


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines() if line.strip())


def _dissent(number: int, line: str) -> Dissent:
    member, colon, view = line.replace(":", "：", 1).partition("：")
    if not (colon and member.strip() and view.strip()):
        raise DissentUnclear(field="dissents", line=number)
    return Dissent(member.strip(), view.strip())
