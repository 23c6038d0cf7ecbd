"""The demonstration's catalogue of decision matters: published before the first decision, adjusted once since."""

from __future__ import annotations

from datetime import datetime

from consult.commands.catalogue import adjusting, preparing
from consult.demo.cast import Stage
from consult.demo.story import DAY
from domain.calendar import local_date
from domain.catalogue.values import CatalogueMatter
from domain.consultation.matter_events import CataloguePlace
from domain.enumerations import AdjustmentKind, MatterKind

MARKET, SERVICE = "市商务局市场建设处", "市商务局服务业处"
BASIS = "《重大行政决策程序暂行条例》第三条第一款；{why}"
MATTERS: tuple[tuple[str, str, tuple[int, int], MatterKind, str, dict[str, bool]], ...] = (
    ("社区便民商业网点管理办法", MARKET, (1, 3), MatterKind.PUBLIC_POLICY, "老旧小区来信来电集中。", {"experts": True}),
    ("家政服务信用管理办法", SERVICE, (4, 6), MatterKind.PUBLIC_POLICY, "涉及从业人员和消费者的切身利益。", {"risk": True}),
    ("菜市场改造提升管理规定", MARKET, (4, 6), MatterKind.PUBLIC_POLICY, "涉及摊主和周边居民。", {"hearing": True}),
    ("单用途预付卡经营管理规定", SERVICE, (7, 9), MatterKind.PUBLIC_POLICY, "预付卡纠纷多发，涉及经营者的义务。", {"risk": True}),
    ("商业网点布局专项规划（修编）", MARKET, (10, 12), MatterKind.PLAN, "属于重要专项规划。", {"experts": True, "risk": True}),
    ("大型农产品批发市场迁建", MARKET, (10, 12), MatterKind.CONSTRUCTION, "属重大公共建设。", {"hearing": True, "risk": True}),
)  # fmt: skip
PLACES = {"bianmin": 1, "jiazheng": 2, "caishichang": 3, "yufu": 4}
OUTSIDE = {
    "yeshi": "夏季临时夜市的设置须在入夏以前明确，拟订本年度目录时尚未提出。",
    "huishou": "上级部门新部署的任务，拟订本年度目录时尚未下达。",
}


def matter(
    title: str, undertaker: str, months: tuple[int, int], kind: MatterKind, why: str, steps: dict[str, bool]
) -> CatalogueMatter:
    first, last = months
    basis = BASIS.format(why=why)
    return CatalogueMatter(
        title=title, undertaker=undertaker, first_month=first, last_month=last, matter_kind=kind, basis=basis, **steps
    )


def place_of(name: str, year: int) -> CataloguePlace:
    """Of a decision of the demonstration, by its short name."""
    return CataloguePlace(year, PLACES[name]) if name in PLACES else CataloguePlace(reason=OUTSIDE[name])


def list_matters(stage: Stage, now: datetime) -> None:
    """The catalogue of the year of `now`."""
    year = local_date(now).year
    stage.at(now - 130 * DAY, lambda: _publish(stage, year))
    stage.at(now - 60 * DAY, lambda: _adjust(stage, year))


async def _publish(stage: Stage, year: int) -> None:
    for each in MATTERS:
        await stage.do("经办王敏", preparing.enter_matter, preparing.EnterMatter(year=year, matter=matter(*each)))
    await stage.do("经办王敏", preparing.submit_catalogue, preparing.SubmitCatalogue(year=year))
    await stage.do("签发张岚", preparing.publish_catalogue, preparing.PublishCatalogue(year=year))


async def _adjust(stage: Stage, year: int) -> None:
    removed = adjusting.PrepareChange(
        year=year,
        kind=AdjustmentKind.REMOVED,
        number=6,
        reason="项目用地尚未落实，前期论证不充分，不再列入本年度决策事项。",
    )
    added = adjusting.PrepareChange(
        year=year,
        kind=AdjustmentKind.ADDED,
        matter=matter(
            "夜间经济集聚区管理办法", SERVICE, (10, 12), MatterKind.PUBLIC_POLICY, "涉及经营者和居民。", {"hearing": True}
        ),
        reason="市民建议集中，经研究新增为本年度决策事项。",
    )
    for change in (removed, added):
        await stage.do("经办周宁", adjusting.prepare_change, change)
    await stage.do("签发孙捷", adjusting.adjust_catalogue, adjusting.AdjustCatalogue(year=year))
