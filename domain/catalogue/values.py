"""What stands in a catalogue: a matter, and a change of one after publication."""

from __future__ import annotations

import msgspec

from domain.enumerations import AdjustmentKind, MatterKind


class CatalogueMatter(msgspec.Struct, frozen=True, kw_only=True):
    """A matter 决策事项; its number is its place in the catalogue, from 1.

    `undertaker`: the undertaking unit 承办单位. `first_month` to `last_month`: when it is planned to be decided, months of the
    year from 1 to 12. `basis`: the law it rests on, or why it is a major decision. `hearing`, `experts`, `risk`: whether a
    hearing 听证, expert review 专家论证, risk assessment 风险评估 is foreseen. `carried_from`: its number in the catalogue of the
    year before, where it was carried over 结转.
    """

    title: str
    undertaker: str
    first_month: int
    last_month: int
    matter_kind: MatterKind
    basis: str
    hearing: bool = False
    experts: bool = False
    risk: bool = False
    carried_from: int | None = None


class MatterChange(msgspec.Struct, frozen=True, kw_only=True):
    """A change of a published catalogue. `matter`: as it is from then on; None where it is taken out or carried over."""

    kind: AdjustmentKind
    number: int
    matter: CatalogueMatter | None = None
    reason: str
