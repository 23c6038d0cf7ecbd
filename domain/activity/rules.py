"""Periods of a hearing and who is heard: dated values with their source, and how far the source is known."""

from __future__ import annotations

from datetime import date

import msgspec

from domain.activity.refusals import HEARING, SHARE
from domain.expertise.rules import RuleState


class ActivityRules(msgspec.Struct, frozen=True, kw_only=True):
    """Days lie between the two dates, neither counted. `notice_days`: from the announcement to the hearing; `list_days`: from the
    list of participants. `interested_half`: whether interested parties are at least half of the participants.
    """

    name: str
    effective_from: date
    source: str
    state: RuleState
    notice_days: int
    list_days: int
    interested_half: bool


MATERIALS_DAYS = 7
"""Before the hearing, by [713] art. 16: read, and not to be lowered by any rule of a body."""
NATIONAL = ActivityRules(
    name="cn-713-hearing-2019",
    effective_from=date(2019, 9, 1),
    source=f"{HEARING}没有规定公告和名单的天数；公告30日参照《规章制定程序条例》第十六条，名单15日为假定值，以本地规定为准",
    state=RuleState.ASSUMED,
    notice_days=30,
    list_days=15,
    interested_half=False,
)
SHANDONG = ActivityRules(
    name="cn-sd-hearing-2025",
    effective_from=date(2025, 10, 1),
    source=f"{SHARE}：利害关系人代表一般不少于二分之一（据新闻报道）；公告30日、名单15日为假定值，以本地规定为准",
    state=RuleState.SECOND_HAND,
    notice_days=30,
    list_days=15,
    interested_half=True,
)
_IN_ORDER = (NATIONAL, SHANDONG)
_RULES = {rules.name: rules for rules in _IN_ORDER}


def activity_rules_on(day: date) -> ActivityRules:
    """The rules for an activity planned on this day (Asia/Shanghai)."""
    return next((rules for rules in reversed(_IN_ORDER) if rules.effective_from <= day), NATIONAL)


def activity_rules_named(name: str) -> ActivityRules:
    """The rules of this name. Raises KeyError for a name never issued."""
    return _RULES[name]
