"""Words of the leaders' page: its figures by what they count, and the columns of its table."""

from __future__ import annotations

from projections.performance.views import Figure

LEADING: dict[str, dict[str, str]] = {
    "figure": {
        Figure.ANSWERED: "已公布意见反馈的事项",
        Figure.ON_TIME: "按期反馈的事项",
        Figure.LATE: "逾期反馈的事项",
        Figure.BLANKET: "有笼统答复的事项",
        Figure.ADOPTED: "已公布决策的事项",
        Figure.CHANGED: "公布时改动文本的事项",
        Figure.UNCHANGED: "公布时未改动文本的事项",
    },
    "performance": {
        "year": "年份",
        "division": "处室",
        "answered": "已反馈",
        "on_time": "按期",
        "late": "逾期",
        "days": "从截止到反馈天数合计",
        "answers": "答复",
        "blanket": "笼统答复",
        "adopted": "已公布决策",
        "changed": "公布时改动文本",
        "unchanged": "未改动文本",
        "late_now": "现在到期未反馈",
        "all": "全部处室",
        "all_years": "全部年份",
    },
}
