"""Files chosen in a form that is shown again: stored encrypted for an hour, so that nobody has to choose them twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import msgspec

from consult.commands.consultation.attachments import asks, inside_of
from consult.commands.uploads import Upload, checked_uploads, store_upload, stored_uploads
from consult.inside.notes import FileNote
from consult.runtime import Runtime
from domain.enumerations import FileTreatment
from domain.refusals import Refusal
from web.desk.forms.input import FieldRefused, FormInput

Waiting = tuple[str, Upload]
MOST = 20


class UploadExpired(FieldRefused):
    """What was uploaded waits an hour for its form."""

    message = "有附件等待超过一小时，已经清除，请重新选择后上传。"


class TreatmentUndecided(FieldRefused):
    """Whoever uploads a file that tells of people or of earlier wordings has seen what it tells before it is saved."""

    message = "上传的附件里有作者、修订或者批注等信息，或者无法检查：请逐个核对，选择怎样公开，再保存一次。"
    status: ClassVar[int] = 422


class LookedInto(msgspec.Struct, frozen=True, kw_only=True):
    """A file that waits: what it tells, what can be done about it, and what was chosen. `decide`: whether one has to choose.

    `sha256`: of the file; fields of the form are named by it.
    """

    token: str
    name: str
    sha256: str
    notes: tuple[FileNote, ...]
    decide: bool
    cleanable: bool
    chosen: str
    reason: str

    @property
    def as_it_is(self) -> bool:
        return self.decide and self.chosen == FileTreatment.AS_IT_IS


async def waiting_files(runtime: Runtime, given: FormInput) -> tuple[list[Waiting], Refusal | None]:
    """Files that wait already, and those that have come with this form; and why one of them is not taken."""
    tokens = given.all("waiting")[:MOST]
    found = await stored_uploads(runtime, tokens)
    refused: Refusal | None = UploadExpired(field="files") if len(found) < len(tokens) else None
    for upload in given.files.get("files", ()):
        try:
            found.append((await store_upload(runtime, upload), upload))
        except Refusal as refusal:
            refused = refusal
    return found, refused


async def looked_into(files: Sequence[Waiting], given: FormInput) -> list[LookedInto]:
    """What each of them tells, with what was chosen for it."""
    return [await _looked_into(token, upload, given) for token, upload in files]


async def _looked_into(token: str, upload: Upload, given: FormInput) -> LookedInto:
    (file,) = checked_uploads([upload])
    inside = await inside_of(file.content, file.blob.media_type)
    return LookedInto(
        token=token,
        name=upload.name,
        sha256=file.blob.sha256,
        notes=tuple(note for note in inside.notes if note != FileNote.NO_COPY),
        decide=asks(inside),
        cleanable=inside.copy is not None,
        chosen=given[f"treatment-{file.blob.sha256}"],
        reason=given[f"reason-{file.blob.sha256}"],
    )


def undecided(files: Sequence[LookedInto]) -> Refusal | None:
    """Why they cannot be saved yet."""
    return TreatmentUndecided(field="files") if any(file.decide and not file.chosen for file in files) else None


def without_files(given: FormInput, files: Sequence[Waiting]) -> FormInput:
    """The form as it goes on: the files are named by their tokens."""
    return FormInput({**given.values, "waiting": tuple(token for token, _ in files)})
