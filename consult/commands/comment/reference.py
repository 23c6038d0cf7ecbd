"""The secret reference 查询码 with which an author looks his comment up, and the comment id derived from it."""

from __future__ import annotations

from uuid import UUID

from consult.archive.streams import NotFound
from consult.runtime import Runtime
from domain.comment.state import Comment
from domain.refusals import Refusal

ALPHABET = "ABCDEFGHJKLMNPRSTUVWXY23456789"  # 30: without I, O, Q, Z, 0 and 1
PAIRS = [low + high for high in ALPHABET for low in ALPHABET]  # two digits to the base of 30, the lower one first


class ReferenceUnknown(Refusal):
    """A reference leads to one comment, and to nothing where it is mistyped."""

    message = "没有找到这个查询码对应的意见。请核对16位查询码（不含字母I、O、Q、Z和数字0、1）。"
    status = 404


def reference_of(runtime: Runtime, consultation_id: UUID, key: str) -> str:
    """The secret reference: 16 characters in groups of four, derived from the idempotency key (decision record 3)."""
    digest = runtime.sealed.key.mac("reference", consultation_id.bytes, key.encode("utf-8", "replace"))
    number, groups = int.from_bytes(digest[:16], "big"), []
    for _ in range(4):
        number, first = divmod(number, 900)
        number, second = divmod(number, 900)
        groups.append(PAIRS[first] + PAIRS[second])
    return "-".join(groups)


def comment_id_of(runtime: Runtime, reference: str) -> UUID:
    """The comment id derived from a reference as typed; case, spaces and dashes do not matter (decision record 3)."""
    return id_of_reference(runtime, reference, "comment id")


def id_of_reference(runtime: Runtime, reference: str, purpose: str) -> UUID:
    """The id that a reference leads to. `purpose`: of what it is one."""
    kept = "".join([character for character in reference.upper() if character in ALPHABET])
    return UUID(bytes=runtime.sealed.key.mac(purpose, kept.encode())[:16], version=4)


async def comment_of(runtime: Runtime, reference: str) -> Comment:
    """The comment that a reference leads to. Raises ReferenceUnknown."""
    try:
        return await runtime.archive.comment(comment_id_of(runtime, reference))
    except NotFound as error:
        raise ReferenceUnknown from error
