"""The forms about participation activities until they are held, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable

from consult.commands.activity import participants, planning
from consult.commands.table import row_of
from domain.activity.state import Activity, Participant
from domain.enumerations import ActivityForm, ActivityKind, Delivery, RespondentKind, Selection, Side
from domain.sealing import value_or_none
from domain.text import NAME, NOTE, ORGANISATION, REASON, TITLE
from web.desk.forms.form import DeskForm, Field, Option
from web.desk.forms.step_forms import options
from web.shared.wording.languages import Locale

TEMPLATE = "desk/activities/step.html"
PUBLISHED = "公开。"


def yes_no(locale: Locale, yes: str = "是", no: str = "否") -> list[Option]:
    return [("no", locale.translate(no)), ("yes", locale.translate(yes))]


def people(locale: Locale, them: Iterable[Participant]) -> list[Option]:
    """Participants by their place in the list, with side and name."""
    return [(str(each.id), f"{number}　{who(locale, each)}") for number, each in enumerate(them, 1)]


def who(locale: Locale, participant: Participant) -> str:
    side = options(locale, "side", [participant.side])[0][1]
    names = (value_or_none(participant.organisation), value_or_none(participant.name))
    return "　".join(filter(None, (side, *names)))


def plan(locale: Locale) -> DeskForm:
    return DeskForm(
        title=row_of(planning.PlanActivity).label,
        lead="听证会、座谈会、企业座谈、走访、民意调查、咨询协商、媒体沟通、列席会议，都在这里安排。听证会须提前公告，其他形式按各自的步骤办理。",
        button="保存活动方案",
        template="desk/activities/listing.html",
        fields=(
            Field(name="kind", label="活动形式", kind="select", options=options(locale, "activity_kind", list(ActivityKind))),
            Field(name="form", label="举行方式", kind="radios", options=options(locale, "activity_form", list(ActivityForm))),
            Field(name="subject", label="主题", most=TITLE, hint=PUBLISHED),
            Field(name="reason", label="为什么举行", kind="area", rows=3, most=REASON, hint="不少于10字，公开。"),
            Field(name="place", label="地点或者网址", most=TITLE, hint=PUBLISHED),
        ),
    )


def announce(locale: Locale, activity: Activity) -> DeskForm:
    sides = options(locale, "side", list(Side))
    seats = [Field(name=f"seats_{value}", label=label, optional=True) for value, label in sides]
    return DeskForm(
        title=row_of(planning.AnnounceActivity).label,
        lead="公告后不能更改，确需变更的取消后重新安排。听证会自公告之日起满30日举行，利害关系人代表不少于二分之一。",
        button="公告",
        grave=True,
        template=TEMPLATE,
        fields=(
            Field(name="held_on", label="举行日期", kind="date"),
            Field(name="held_time", label="举行时间", kind="time"),
            Field(name="content", label="目的、内容和依据", kind="area", most=NOTE),
            *seats,
            Field(name="interested", label="其中哪些是利害关系人", kind="checks", options=sides),
            Field(name="by_lot", label="其中哪些公开报名、抽签产生", kind="checks", options=sides, hint="没有勾选的由邀请产生。"),
            Field(
                name="apply_on", label="报名截止日期", kind="date", optional=True, hint="有抽签或者旁听名额的填写，当日24时截止。"
            ),
            Field(name="conditions", label="报名条件和方式", kind="area", rows=3, most=NOTE, optional=True),
            Field(name="observer_seats", label="旁听名额", optional=True),
            Field(
                name="observers_by_lot",
                label="旁听人怎样确定",
                kind="radios",
                options=yes_no(locale, "抽签", "按报名先后")[::-1],
                optional=True,
                hint="不选的抽签。",
            ),
            Field(name="contact_unit", label="组织单位", most=ORGANISATION),
            Field(name="contact_phone", label="联系电话", optional=True),
            Field(name="complaints", label="咨询和投诉渠道", kind="area", rows=2, most=NOTE, optional=True),
        ),
    )


def call_off(locale: Locale, activity: Activity) -> DeskForm:
    return DeskForm(
        title=row_of(planning.CallOffActivity).label,
        lead="取消后不能恢复，可以重新安排。",
        button="取消活动",
        grave=True,
        template=TEMPLATE,
        fields=(Field(name="reason", label="理由", kind="area", rows=3, most=REASON, hint="不少于10字，公开。"),),
    )


def invite(locale: Locale, activity: Activity) -> DeskForm:
    invited = [quota.side for quota in activity.quotas if quota.selection == Selection.INVITATION] or list(Side)
    return DeskForm(
        title=row_of(participants.InviteParticipant).label,
        lead="类别公开；姓名和单位只在本人同意时列入公布的名单。",
        button="列入参加人",
        template=TEMPLATE,
        fields=(
            Field(name="side", label="代表类别", kind="radios", options=options(locale, "side", invited)),
            Field(
                name="category", label="参加人类别", kind="radios", options=options(locale, "respondent", list(RespondentKind))
            ),
            Field(name="name", label="姓名", most=NAME),
            Field(name="organisation", label="单位", most=ORGANISATION, optional=True),
            Field(name="name_shown", label="是否同意公布姓名和单位", kind="radios", options=yes_no(locale, "同意", "不同意")),
        ),
    )


def decline(locale: Locale, activity: Activity) -> DeskForm:
    return DeskForm(
        title=row_of(participants.DeclineParticipant).label,
        lead="名额空出后可以另行邀请；名单已经公布的，举行前重新公布。",
        button="登记不参加",
        template=TEMPLATE,
        fields=(Field(name="participant", label="参加人", kind="select", options=people(locale, activity.participants)),),
    )


def publish_list(locale: Locale, activity: Activity) -> DeskForm:
    return DeskForm(
        title=row_of(participants.PublishList).label,
        lead="公布全部参加人的类别和产生方式，本人同意的公布姓名。参加人有变动的，再公布一次。",
        button="公布名单",
        template=TEMPLATE,
    )


def deliver(locale: Locale, activity: Activity) -> DeskForm:
    waiting = people(locale, activity.participants)
    done = {str(each.id) for each in activity.participants if each.delivered_on is not None}
    return DeskForm(
        title=row_of(participants.DeliverMaterials).label,
        lead="听证会材料应当于召开听证会7日前送达每一位参加人。",
        button="登记送达",
        template=TEMPLATE,
        fields=(
            Field(
                name="participants", label="送达给谁", kind="checks", options=[each for each in waiting if each[0] not in done]
            ),
            Field(name="delivered_on", label="送达日期", kind="date"),
            Field(name="how", label="送达方式", kind="radios", options=options(locale, "delivery", list(Delivery))),
        ),
    )
