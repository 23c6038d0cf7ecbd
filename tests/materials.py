"""What is published beside a draft, as the API takes it."""

from __future__ import annotations

from typing import Any

MATERIALS: dict[str, Any] = {
    "explanation": "为了促进夜间消费，起草本办法。",
    "basis": [{"title": "《重大行政决策程序暂行条例》"}],
    "interpretation": {
        "background": "夜间消费需求增长。",
        "main_content": "规定夜市营业时间。",
        "applies_to": "夜市经营者。",
        "points_to_note": "尚在征求意见。",
        "key_terms": "夜市：夜间集中经营的场所。",
        "differences": "此前没有规定。",
    },
    "contact": {"unit": "市场建设处"},
}
