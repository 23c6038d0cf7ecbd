"""What a row of a table named as articles, where the draft has not all of them: for whoever screens the comment, to nobody else.

It stands beside the comment in the sealed store, under its data key, recorded with it and erased with its content. It is neither
part of the comment's text, which stays as it was written, nor of the log, which names articles of the draft only.
"""

from __future__ import annotations

from uuid import UUID

from consult.event_log.record import EncryptedBlob
from consult.runtime import Runtime
from consult.sealed.keys import DataKey

MEDIA_TYPE = "text/x-named-articles"  # of no attachment: those are files of the types in `consult.commands.uploads`
FIND = "SELECT sha256 FROM sealed.blobs WHERE owner_id = $1 AND media_type = $2"


def sealed_named_articles(runtime: Runtime, written: str, data_key: DataKey) -> EncryptedBlob:
    """Ready to be recorded with the comment."""
    return runtime.sealed.encrypt_blob(written.encode(), MEDIA_TYPE, data_key)


async def named_articles(runtime: Runtime, comment_id: UUID) -> str | None:
    """The cell as it was written; None where every article was found, or the comment's content was erased."""
    digest = await runtime.database.pool.fetchval(FIND, comment_id, MEDIA_TYPE)
    content = None if digest is None else await runtime.sealed.blob(comment_id, digest)
    return None if content is None else content.decode()
