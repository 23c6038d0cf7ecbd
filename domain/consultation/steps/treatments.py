"""What is done about what the attachments of the body tell beside what they show 附件处理方式."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from domain.access import Actor
from domain.consultation.events import AttachmentsTreated
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import reason_text
from domain.consultation.steps.drafting import require_unpublished
from domain.enumerations import FileTreatment
from domain.event import next_fields
from domain.values import TreatedFile


def treat_attachments(state: Consultation, files: tuple[TreatedFile, ...], *, actor: Actor, at: datetime) -> AttachmentsTreated:
    """For each attachment of the papers as they stand. Raises ReasonTooShort, TextRefused, DraftFrozen."""
    require_unpublished(state, actor)
    checked = tuple(_explained(state, file) for file in files)
    return AttachmentsTreated(files=checked, **next_fields(state, actor, at))


def _explained(state: Consultation, file: TreatedFile) -> TreatedFile:
    """As it is only with a reason, which the public reads beside it."""
    explained = file.treatment == FileTreatment.AS_IT_IS
    return replace(file, reason=reason_text(file.reason or "", state, field="files") if explained else None)
