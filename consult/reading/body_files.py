"""Files of the body that are never published, for staff: signed opinions of experts, reports of risk assessments."""

from __future__ import annotations

from uuid import UUID

import msgspec

from consult.runtime import Runtime
from consult.scanning.examinations import Examinations
from domain.values import Blob


class BodyFile(msgspec.Struct, frozen=True):
    """`notes`: what is conspicuous about it."""

    content: bytes
    notes: tuple[str, ...]


async def body_file(runtime: Runtime, consultation_id: UUID, blob: Blob) -> BodyFile | None:
    """A file of this decision; None where it was erased. Whoever asks may read the decision. Raises FileInfected."""
    known = await Examinations(runtime.database.pool).assert_not_infected(consultation_id, blob.sha256)
    content = await runtime.sealed.blob(consultation_id, blob.sha256)
    return None if content is None else BodyFile(content, known.notes or ())
