"""Attachments of the body before they are published: cleaned copies of them, or as they are, with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from consult.commands.uploads import CheckedFile, Upload, blob_of, checked_uploads
from consult.inside.child import look_into
from consult.inside.finding import Cleaning, Inside
from consult.inside.notes import INSIDE, FileNote
from consult.runtime import Runtime
from domain.consultation.state import Consultation
from domain.enumerations import FileTreatment
from domain.refusals import Refusal
from domain.sealing import CLOSED, value_or_none
from domain.text import name_text
from domain.values import Blob, NamedBlob, TreatedFile

MOST = 20
TITLE = 200
TOLD = INSIDE | {FileNote.EMBEDDED, FileNote.MACROS}
"""What an officer decides about; a table behind a chart is a file in it."""

Added = tuple[str, CheckedFile]
"""A new attachment: its title, and the file as it was checked."""


class AttachmentGone(Refusal):
    """An attachment stays where the materials as they stand have it."""

    message = "要保留的附件已经不在现在保存的材料中，请重新选择。"


class TooManyAttachments(Refusal):
    """A decision's papers have at most `most` attachments."""

    message = "附件最多{most}个，请合并后再上传。"
    status = 422


class AttachmentNotCleaned(Refusal):
    """A file that nobody can look into is published only as it is, with the reason."""

    message = "附件“{title}”无法去除隐藏信息（文件加密、损坏或者嵌有其他文档）。请换一个文件，或者选择按原样公开并写明理由。"
    status = 422


class Attachment(msgspec.Struct, frozen=True):
    """One attachment as it is published. `content`: to be stored; None where it is stored already."""

    named: NamedBlob
    treated: TreatedFile
    content: bytes | None = None


def added_files(uploads: Sequence[Upload]) -> list[Added]:
    """What was handed in, with titles. Raises TextRefused, and what `checked_uploads` raises."""
    files = checked_uploads(uploads)
    names = [name_text(upload.name, field="files", max_length=TITLE) or "附件" for upload in uploads]
    return list(zip(names, files, strict=True))


async def attachments_of(
    runtime: Runtime, state: Consultation, kept: Sequence[str], added: Sequence[Added], as_it_is: Mapping[str, str]
) -> list[Attachment]:
    """Those that stay, in their order, then the new ones; the same file once.

    `kept`: SHA-256 (hex) of those stored before. `as_it_is`: reasons, by SHA-256 of the file that was handed in.
    Raises AttachmentGone, TooManyAttachments, AttachmentNotCleaned.
    """
    stored = state.materials.attachments if state.materials else ()
    if stored is CLOSED or set(kept) - {each.blob.sha256 for each in stored}:
        raise AttachmentGone(field="attachments")
    staying = [each for each in stored if each.blob.sha256 in kept]
    if len(staying) + len(added) > MOST:
        raise TooManyAttachments(field="files", most=MOST)
    found = [await _kept(runtime, state, each, as_it_is) for each in staying]
    found += [await _treated(title, file.blob, file.content, as_it_is) for title, file in added]
    return list({each.named.blob.sha256: each for each in found}.values())


async def _kept(runtime: Runtime, state: Consultation, named: NamedBlob, as_it_is: Mapping[str, str]) -> Attachment:
    """As it was decided before; what was stored before anything was decided is looked into now."""
    known = {each.sha256: each for each in value_or_none(state.treated) or ()}
    if decided := known.get(named.blob.sha256):
        return Attachment(named, decided)
    content = await runtime.sealed.blob(state.id, named.blob.sha256)
    if content is None:
        raise AttachmentGone(field="attachments")
    return await _treated(named.title, named.blob, content, as_it_is)


async def _treated(title: str, blob: Blob, content: bytes, as_it_is: Mapping[str, str]) -> Attachment:
    inside = await inside_of(content, blob.media_type)
    told = tuple(note.value for note in inside.notes if note in TOLD)
    if not asks(inside):
        return Attachment(NamedBlob(title, blob), TreatedFile(blob.sha256, FileTreatment.AS_IT_CAME), content)
    if blob.sha256 in as_it_is:
        kept = TreatedFile(blob.sha256, FileTreatment.AS_IT_IS, told, as_it_is[blob.sha256])
        return Attachment(NamedBlob(title, blob), kept, content)
    if inside.copy is None:
        raise AttachmentNotCleaned(field="files", title=title)
    copy = blob_of(inside.copy, blob.media_type)
    return Attachment(NamedBlob(title, copy), TreatedFile(copy.sha256, FileTreatment.CLEANED, told), inside.copy)


async def inside_of(content: bytes, media_type: str) -> Inside:
    """What a file of the body tells, and the copy that would be published of it."""
    return await look_into(content, media_type, Cleaning.DRAFTING)


def asks(inside: Inside) -> bool:
    """Whether an officer has to decide: it tells something, or nobody can look into it."""
    return inside.copy is None or bool(TOLD.intersection(inside.notes))
