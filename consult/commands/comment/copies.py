"""Copies of the files of a comment without what tells of people, made when it is first shown in full."""

from __future__ import annotations

import msgspec

from consult.commands.uploads import blob_of
from consult.inside.child import look_into
from consult.inside.finding import Cleaning
from consult.runtime import Runtime
from consult.scanning.examinations import Examinations, Verdict
from domain.comment.state import Comment
from domain.sealing import value_or_none
from domain.values import Blob


class Copy(msgspec.Struct, frozen=True):
    """`same`: nothing had to go, and it is the file as it came."""

    blob: Blob
    content: bytes
    same: bool


async def copies_of(runtime: Runtime, comment: Comment) -> list[Copy | None]:
    """Of each attachment, in order; None where it is not to be had, a virus was found in it, or no copy can be made of it."""
    known = await Examinations(runtime.database.pool).of(comment.id)
    infected = {sha256 for sha256, each in known.items() if each.verdict == Verdict.INFECTED}
    blobs = value_or_none(comment.attachments) or ()
    return [None if blob.sha256 in infected else await _copy(runtime, comment, blob) for blob in blobs]


async def _copy(runtime: Runtime, comment: Comment, blob: Blob) -> Copy | None:
    content = await runtime.sealed.blob(comment.id, blob.sha256)
    inside = None if content is None else await look_into(content, blob.media_type, Cleaning.PERSONAL)
    if inside is None or inside.copy is None:
        return None
    if inside.copy == content:
        return Copy(blob, content, True)
    return Copy(blob_of(inside.copy, blob.media_type), inside.copy, False)
