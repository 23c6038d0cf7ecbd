"""Whether a draft has the title of its decision: 《…》, （征求意见稿） and the words of a notice do not count."""

from __future__ import annotations

import re

_ASIDES = re.compile(r"[（(【\[][^（）()【】\[\]]{0,30}[)）】\]]")
_FILLING = re.compile(
    r"[\s《》〈〉“”\"、，,。.:：·—-]|^关于|(?:草案|征求意见稿|送审稿|公开征求意见|的决定|的通知|的公告)$"
    "|制定|修订|修改|拟订|起草|印发|发布|实施"
)


def same_title(one: str, other: str) -> bool:
    """Whether one of them is the other or holds it. Nothing is the title of no text."""
    folded, against = _folded(one), _folded(other)
    return bool(folded and against) and (folded in against or against in folded)


def _folded(title: str) -> str:
    return _FILLING.sub("", _ASIDES.sub("", title.strip()))
