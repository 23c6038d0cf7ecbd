"""Files chosen in a form that is shown again: stored encrypted for an hour, so that nobody has to choose them twice."""

from __future__ import annotations

from collections.abc import Sequence

from consult.commands.uploads import Upload, store_upload, stored_uploads
from consult.runtime import Runtime
from domain.refusals import Refusal
from web.desk.forms.input import FieldRefused, FormInput

Waiting = tuple[str, Upload]
MOST = 20


class UploadExpired(FieldRefused):
    """What was uploaded waits an hour for its form."""

    message = "有附件等待超过一小时，已经清除，请重新选择后上传。"


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


def without_files(given: FormInput, files: Sequence[Waiting]) -> FormInput:
    """The form as it goes on: the files are named by their tokens."""
    return FormInput({**given.values, "waiting": tuple(token for token, _ in files)})
