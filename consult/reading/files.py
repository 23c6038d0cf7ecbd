"""Published files, as they are given to anybody."""

from __future__ import annotations

import msgspec

from consult.runtime import Runtime
from consult.scanning.examinations import Examinations
from projections.consultations.queries import public_blob


class PublicFile(msgspec.Struct, frozen=True):
    """`lasting`: no erasure can take it away. `notes`: what is conspicuous about it."""

    content: bytes
    media_type: str
    lasting: bool
    notes: tuple[str, ...]


async def public_file(runtime: Runtime, sha256: str) -> PublicFile | None:
    """The published file with this SHA-256 (hex); None where there is none. Raises FileInfected."""
    found = await public_blob(runtime.reads, sha256) if len(sha256) == 64 and sha256.isalnum() else None
    if found is None:
        return None
    known = await Examinations(runtime.database.pool).assert_not_infected(found.owner_id, sha256)
    content = await runtime.sealed.blob(found.owner_id, sha256)
    if content is None:
        return None
    return PublicFile(content, found.media_type, found.owner_id == found.consultation_id, known.notes or ())
