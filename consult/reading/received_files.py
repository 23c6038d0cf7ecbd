"""The files of a comment as its author finds them on the receipt: as they came, and what is shown in their place."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from domain.comment.events import AttachmentsCleaned, CommentSubmitted
from domain.enumerations import FileTreatment
from domain.event import Event
from domain.sealing import CLOSED, value_or_none


class ReceivedFile(msgspec.Struct, frozen=True):
    """An attachment as it was received: its name (None where that was erased), size in bytes, SHA-256 in hex.

    `treatment`: what was done before it was shown, None where nothing was; `copy`: SHA-256 of what is shown in its place.
    """

    name: str | None
    size: int
    sha256: str
    treatment: FileTreatment | None = None
    copy: str | None = None


def received_files(event: CommentSubmitted, events: Sequence[Event]) -> tuple[ReceivedFile, ...]:
    """The files of a submission, by the events of its stream; none once they were erased."""
    if event.attachments is CLOSED:
        return ()
    cleaned = next((each for each in events if isinstance(each, AttachmentsCleaned)), None)
    blobs = event.attachments
    names: tuple[str | None, ...] = (None,) * len(blobs) if event.file_names is CLOSED else event.file_names
    treatments = cleaned.treatments if cleaned else (None,) * len(blobs)
    shown = iter((value_or_none(cleaned.attachments) or ()) if cleaned else ())
    copies = [None if each in (None, FileTreatment.LEFT_OUT) else next(shown, None) for each in treatments]
    return tuple(
        ReceivedFile(name, blob.size, blob.sha256, treatment, copy.sha256 if copy else None)
        for blob, name, treatment, copy in zip(blobs, names, treatments, copies, strict=True)
    )
