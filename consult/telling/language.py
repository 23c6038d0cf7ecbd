"""In which language a comment was sent, for the letters about it: beside its address in the sealed store, and gone with it.

Chinese is the rule and is not noted. Like the words of a table's cell (`named_articles`) it is no attachment.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from consult.event_log.record import EncryptedBlob
from consult.runtime import Runtime
from consult.sealed.keys import DataKey
from consult.sealed.store import LANGUAGE
from consult.staff.register import Language

ENGLISH = "SELECT owner_id FROM sealed.blobs WHERE owner_id = ANY($1) AND media_type = $2"


def sealed_language(runtime: Runtime, language: Language, data_key: DataKey) -> tuple[EncryptedBlob, ...]:
    """Ready to be recorded with the comment."""
    return (runtime.sealed.encrypt_blob(language.encode(), LANGUAGE, data_key),) if language == "en" else ()


async def languages_of(runtime: Runtime, comment_ids: Sequence[UUID]) -> dict[UUID, Language]:
    """By comment; those not in it were sent in Chinese."""
    rows = await runtime.database.pool.fetch(ENGLISH, list(comment_ids), LANGUAGE)
    return {row["owner_id"]: "en" for row in rows}
