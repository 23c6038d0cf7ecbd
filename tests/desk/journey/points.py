"""The points under which the opinions of the journey are answered."""

from __future__ import annotations

from typing import NamedTuple


class Point(NamedTuple):
    """A point, the article its opinions name ("": what is left), and its answer as it is filled in."""

    summary: str
    article: str
    kind: str
    reason_kind: str
    reason: str
    changed: str = ""
    citation: str = ""


POINTS = (
    Point("建议写明公开办理。", "第二条", "采纳", "政策取舍", "建议合理，第二条写明依法公开办理。", changed="第二条"),
    Point(
        "建议扩大古树的范围。",
        "第三条",
        "未采纳",
        "法律规定",
        "树龄标准由国家规定统一，地方不宜另定。",
        citation="《城市绿化条例》第二十四条",
    ),
    Point("其他生活诉求。", "", "不属本次征求意见范围", "转其他渠道", "所提事项已经转交有关部门办理，不属于本办法的内容。"),
)
