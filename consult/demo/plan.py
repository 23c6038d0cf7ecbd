"""The six stories: adopted, open, closed and awaiting answers, upcoming, ended, open without any comment."""

from __future__ import annotations

from datetime import datetime

from consult.demo.cast import Stage
from consult.demo.executing import Executing
from consult.demo.listing import list_matters, place_of
from consult.demo.story import DAY, HOUR, Story
from domain.calendar import end_of_day, local_date
from domain.values import Division


def plan(stage: Stage, now: datetime) -> None:
    """The catalogue of decision matters and all six decisions, dated relative to `now`."""
    list_matters(stage, now)
    market = {"stage": stage, "drafter": "经办王敏", "reviewer": "审核李强", "releaser": "签发张岚"}
    service = {"stage": stage, "drafter": "经办周宁", "reviewer": "审核吴越", "releaser": "签发孙捷"}
    _adopted(market, now)
    _ended(market, now)
    _closed(service, now)
    _open(market, now)
    _upcoming(service, now)
    _silent(service, now)


def _story(cast: dict[str, object], now: datetime, starts: int, opens: int, closes: int, **fields: object) -> Story:
    """Days are counted from now; the period ends at 24:00 of its last day."""
    market = cast["drafter"] == "经办王敏"
    division = Division("market", "市场建设处") if market else Division("service", "服务业处")
    opens_at = now + opens * DAY
    closes_at = end_of_day(local_date(now + closes * DAY))
    place = place_of(str(fields["name"]), local_date(now).year)
    story = Story(division=division, opens_at=opens_at, closes_at=closes_at, place=place, **cast, **fields)  # type: ignore[arg-type]
    story.prepare(now + starts * DAY)
    return story


def _adopted(cast: dict[str, object], now: datetime) -> None:
    story = _story(
        cast, now, -129, -126, -95,
        name="bianmin",
        title="海州市社区便民商业网点管理办法",
        about="近年来，老旧小区买菜难、早餐难、修补难的来信来电较多，便民网点的配建和管理缺少专门规定。",
        changes="规定新建小区便民用房的配建比例、十五分钟范围内的必备网点、营业时间、油烟管理、现金支付和满意度评价。",
    )  # fmt: skip
    story.comment(story.closes_at - DAY, screened=100)
    story.close()
    story.answer(now - 80 * DAY)
    Executing(story=story, now=now, ids={}).tell()


def _ended(cast: dict[str, object], now: datetime) -> None:
    story = _story(
        cast, now, -83, -80, -49,
        name="yeshi",
        title="海州市临时夜市设置管理办法",
        about="为了活跃夜间消费，方便群众，同时减少占道经营和噪声扰民，拟规范临时夜市的设置。",
        changes="规定临时夜市的路段、营业时间、与居民楼的距离和清扫责任。",
    )  # fmt: skip
    story.comment(story.closes_at - DAY, screened=100)
    story.ask()
    story.close()
    stage = story.stage
    stage.at(story.closes_at + 12 * DAY, story.end)


def _closed(cast: dict[str, object], now: datetime) -> None:
    story = _story(
        cast, now, -48, -45, -10,
        name="jiazheng",
        title="海州市家政服务信用管理办法",
        about="家政服务纠纷逐年增加，预付费跑路、信息不实等问题突出，需要建立信用管理制度。",
        changes="建立家政服务信用平台和电子服务证，规定合同、预收费、评价、信用等级和重点检查。",
    )  # fmt: skip
    story.comment(story.closes_at - DAY, screened=10)
    story.close()


def _open(cast: dict[str, object], now: datetime) -> None:
    story = _story(
        cast, now, -14, -11, 21,
        name="caishichang",
        title="海州市菜市场改造提升管理规定",
        about="市区现有菜市场四十七处，建成二十年以上的占六成，地面湿滑、通风不良、没有无障碍设施的问题突出。",
        changes="规定改造标准、临时买菜点、摊位费涨幅、自产自销摊位、进货查验和营业时间。",
    )  # fmt: skip
    story.comment(now - 2 * HOUR, screened=6)


def _upcoming(cast: dict[str, object], now: datetime) -> None:
    _story(
        cast, now, -5, 4, 36,
        name="yufu",
        title="海州市单用途预付卡经营管理规定",
        about="健身、美发、培训等行业预付卡纠纷多发，需要明确备案、限额、退款和资金管理要求。",
        changes="规定发卡备案、单张限额、七日无理由退款、预收资金留存比例和停业告知。",
    )  # fmt: skip


def _silent(cast: dict[str, object], now: datetime) -> None:
    _story(
        cast, now, -4, -1, 12,
        name="huishou",
        title="海州市废旧商品回收站点布局规划",
        about="废旧商品回收点少、位置偏，居民交投不便，需要统一规划。",
        changes="规定回收点和中转站的数量、面积、位置和公示内容。",
        shortening_reason="上级要求本规划于下月底前报备，且内容不涉及收费和处罚，故缩短征求意见期限。",
    )  # fmt: skip
