"""How many experts a review needs: dated values with their source, and how far the source is known."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import date

import msgspec

from domain.enumerations import ReviewForm


class RuleState(enum.StrEnum):
    """How far the source of a value is known."""

    READ = "read"
    SECOND_HAND = "second_hand"
    ASSUMED = "assumed"


class PanelRule(msgspec.Struct, frozen=True, kw_only=True):
    """`least`: how many experts give an opinion, by form."""

    name: str
    effective_from: date
    source: str
    state: RuleState
    least: Mapping[ReviewForm, int]


CURRENT = PanelRule(
    name="cn-713-panel-2019",
    effective_from=date(2019, 9, 1),
    source="《重大行政决策程序暂行条例》第十九条至第二十一条没有规定人数；人数为假定值，以本地规定为准",
    state=RuleState.ASSUMED,
    least={ReviewForm.MEETING: 3, ReviewForm.WRITTEN: 2, ReviewForm.COMMISSIONED: 1},
)
_RULES = {rule.name: rule for rule in (CURRENT,)}


def panel_rule_named(name: str) -> PanelRule:
    """The rule of this name. Raises KeyError for a name never issued."""
    return _RULES[name]
