"""What the stories of this folder are about."""

from __future__ import annotations

from typing import Any

MATTER: dict[str, Any] = {
    "title": "关于促进夜间经济的若干措施",
    "matter_kind": "public_policy",
    "regime": "bureau_decision",
    "decision_organ": "市商务局",
    "proposer": "市场建设处",
    "touches_operators": "yes",
}
TEXT = (
    "# 夜间经济办法\n\n第一章 总则\n\n第一条 为了促进夜间经济，制定本办法。\n\n第二条 夜市营业至二十三时。\n\n"
    "第二章 附则\n\n第三条 依照第二条执行。\n\n第四条 本办法自公布之日起施行。\n"
)
PAPERS: dict[str, Any] = {
    "explanation": "为了促进夜间消费，起草本办法。\n\n分四条。",
    "basis_title": ["《重大行政决策程序暂行条例》", "《公平竞争审查条例》"],
    "basis_url": ["https://www.gov.cn/", ""],
    "background": "夜间消费需求增长。",
    "main_content": "规定夜市营业时间。",
    "applies_to": "夜市经营者。",
    "points_to_note": "尚在征求意见。",
    "key_terms": "夜市：夜间集中经营的场所。",
    "differences": "此前没有规定。",
    "unit": "市场建设处",
    "phone": "0000-0000000",
}
