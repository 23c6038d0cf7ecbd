"""Rules of procedure where bodies differ: dated values, not constants. The event stores the name of the rules applied."""

from __future__ import annotations

from datetime import date

import msgspec
from msgspec.structs import replace

from domain.enumerations import Regime


class ProcedureRules(msgspec.Struct, frozen=True, kw_only=True):
    """`min_period_days`: last day at least so many days after the first. `answer_due_days`: after the close, calendar days.

    `needs_assessments`: expert review and risk assessment are done, or excused with a reason, before deliberation.
    `needs_participation`: an opinion poll is, and enterprises that are touched are heard, or each is excused with a reason.
    """

    name: str
    effective_from: date
    source: str
    min_period_days: int = 30
    answer_due_days: int = 30
    legality_review_working_days: int = 7
    min_reason_length: int = 10
    needs_deliberation: bool = True
    needs_assessments: bool = False
    needs_participation: bool = False


NATIONAL_RULES = ProcedureRules(
    name="cn-713-2019",
    effective_from=date(2019, 9, 1),
    source="《重大行政决策程序暂行条例》（国务院令第713号）",
)
"""Of decisions that were started before expert review and risk assessment were recorded otherwise than as not required."""
ASSESSED_RULES = replace(NATIONAL_RULES, name="cn-713-2019-2", needs_assessments=True)
"""Of decisions that were started before participation activities were recorded."""
CURRENT_RULES = replace(
    ASSESSED_RULES,
    name="cn-713-2019-3",
    effective_from=date(2025, 10, 1),
    source=f"{NATIONAL_RULES.source}；《优化营商环境条例》第六十二条；《山东省重大行政决策公众参与工作办法》（据新闻报道）",
    needs_participation=True,
)
ORDINARY_RULES = ProcedureRules(
    name="cn-ordinary-2019",
    effective_from=date(2019, 9, 1),
    source="一般征求意见，参照《重大行政决策程序暂行条例》",
    min_period_days=0,
    needs_deliberation=False,
)
_RULES = {rules.name: rules for rules in (NATIONAL_RULES, ASSESSED_RULES, CURRENT_RULES, ORDINARY_RULES)}


def rules_named(name: str) -> ProcedureRules:
    """The rules of this name. Raises KeyError for a name never issued."""
    return _RULES[name]


def rules_for(regime: Regime) -> ProcedureRules:
    """The rules in force for a regime; departments follow [713] by reference (art. 42)."""
    return ORDINARY_RULES if regime == Regime.ORDINARY_CONSULTATION else CURRENT_RULES


class GrievanceRules(msgspec.Struct, frozen=True, kw_only=True):
    """`tell_within_days`: calendar days after the receipt, within which the person is told which channel is his."""

    name: str
    effective_from: date
    source: str
    tell_within_days: int = 15


GRIEVANCE_RULES = (
    GrievanceRules(
        name="cn-xinfang-2022",
        effective_from=date(2022, 5, 1),
        source="《信访工作条例》（2022年5月1日起施行）第二十三条",
    ),
)
"""In order of their dates; what came before the first of them is handled by it as well."""
_GRIEVANCE_RULES = {rules.name: rules for rules in GRIEVANCE_RULES}


def grievance_rules_on(day: date) -> GrievanceRules:
    """The rules for a grievance received on this day (Asia/Shanghai)."""
    return next((rules for rules in reversed(GRIEVANCE_RULES) if rules.effective_from <= day), GRIEVANCE_RULES[0])


def grievance_rules_named(name: str) -> GrievanceRules:
    """The rules of this name. Raises KeyError for a name never issued."""
    return _GRIEVANCE_RULES[name]
