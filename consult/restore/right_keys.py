"""Whether the keys that are there are those of the database restored."""

from __future__ import annotations

from cryptography.exceptions import InvalidTag

from consult.public_log.note import NoteInvalid, open_note
from consult.runtime import Runtime

ANY_KEY = "SELECT owner_id, wrapped FROM sealed.data_keys LIMIT 1"


class KeysDoNotFit(Exception):
    """The keys are those of another instance, or from before they were exchanged."""


async def assert_keys_fit(runtime: Runtime) -> None:
    """Raises KeysDoNotFit."""
    head = await runtime.log.head()
    row = await runtime.database.pool.fetchrow(ANY_KEY)
    try:
        if head.size:
            open_note(head.checkpoint, runtime.signer.verification_key)
        if row:
            runtime.sealed.key.unwrap(row["owner_id"], row["wrapped"])
    except NoteInvalid as error:
        raise KeysDoNotFit(
            f"keys/log is not the key that signed this log, or CONSULT_ORIGIN is not its origin ({error})"
        ) from error
    except InvalidTag as error:
        raise KeysDoNotFit("keys/instance is not the key that this database was sealed with") from error
