"""Blanket answers: one answer to most of what was said, or one whose reason names nothing of the matter; whoever signs is warned.

What is told here is a sign, not a judgement: an answer may be right for a thousand comments.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from hashlib import sha256
from uuid import UUID

from domain.consultation.events import BlanketAnswer

MANY_TEXTS = 20  # different texts, from which on an answer to more than half of the comments is told
SEVERAL_TEXTS = 5  # different texts, from which on a reason is looked at; as many are drawn
HAN, LATIN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+"), re.compile(r"[a-z0-9]{2,}")
IN_ANY_ANSWER = (
    "意见建议我们我局研究经研采纳未采不予予以感谢认真参考留作今后有关相关规定工作进行进一一步部门单位问题情况已经可以应当应该"
    "希望要求需要综合考虑充分吸收修改完善办法草案条款内容本条该条关于以及或者如果没有"
)
COMMON = re.compile("|".join(IN_ANY_ANSWER[place : place + 2] for place in range(0, len(IN_ANY_ANSWER), 2)))
"""Words of two characters that stand in answers to anything; they count for nothing, and part what stands beside them."""


def blanket_answer(
    point_id: UUID, *, comments: int, distinct_texts: int, answered: int, reason: str, texts: Iterable[str]
) -> BlanketAnswer | None:
    """The warning about one point's answer, if there is one.

    `answered`: comments answered by any point. `texts`: the point's statement, and those drawn of the texts it gathers.
    """
    most = 2 * comments > answered and distinct_texts >= MANY_TEXTS
    unnamed = distinct_texts >= SEVERAL_TEXTS and not words_of(reason) & words_of(*texts)
    return BlanketAnswer(point_id, comments, distinct_texts, most, unnamed) if most or unnamed else None


def words_of(*texts: str) -> frozenset[str]:
    """Pairs of neighbouring Han characters, and Latin words and numbers, but for those that stand in answers to anything."""
    found: set[str] = set()
    for text in texts:
        folded = COMMON.sub(" ", unicodedata.normalize("NFKC", text).lower())
        found.update(run[place : place + 2] for run in HAN.findall(folded) for place in range(len(run) - 1))
        found.update(LATIN.findall(folded))
    return frozenset(found)


def first_drawn(leaf_hash: bytes, point_id: UUID) -> bytes:
    """Where the drawing of a point's texts begins (decision 21): SHA-256 of the leaf hash of the entry that prepared what is
    signed, and of the point's id (16 bytes)."""
    return sha256(leaf_hash + point_id.bytes).digest()


def unseen(warned: Sequence[BlanketAnswer], seen: Iterable[str]) -> list[str]:
    """Ids of the points that whoever signs was warned of and has not said to have seen."""
    known = frozenset(seen)
    return [str(each.point_id) for each in warned if str(each.point_id) not in known]
