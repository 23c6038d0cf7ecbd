"""What is published beside a draft, as the API takes it."""

from __future__ import annotations

from typing import Any

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R/Size 4>>\n%%EOF\n"
)
"""A PDF of one empty page, which tells of nobody."""
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
