"""Saved forms: what staff typed and did not send, encrypted; one for each person and form, kept for a week."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from consult.runtime import Runtime

LASTING = timedelta(days=7)
MOST = 2_000_000  # bytes


class SavedForm(msgspec.Struct, frozen=True):
    """Values by field name, and when they were kept."""

    values: dict[str, tuple[str, ...]]
    saved_at: datetime


async def save_form(runtime: Runtime, person_id: UUID, place: str, values: Mapping[str, tuple[str, ...]]) -> None:
    """Save these values, replacing what was saved before; more than 2 MB is not saved."""
    plain = msgspec.msgpack.encode(values)
    if len(plain) > MOST:
        return
    ciphertext = runtime.sealed.waiting_key().encrypt(plain, _what(person_id, place))
    query = (
        "INSERT INTO sealed.saved_forms (person_id, place, ciphertext, saved_at) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (person_id, place) DO UPDATE SET ciphertext = excluded.ciphertext, saved_at = excluded.saved_at"
    )
    await runtime.database.pool.execute(query, person_id, place, ciphertext, runtime.clock.now())


async def saved_form(runtime: Runtime, person_id: UUID, place: str) -> SavedForm | None:
    """What was kept for this person and form."""
    query = "SELECT ciphertext, saved_at FROM sealed.saved_forms WHERE person_id = $1 AND place = $2 AND saved_at > $3"
    row = await runtime.database.pool.fetchrow(query, person_id, place, runtime.clock.now() - LASTING)
    if row is None:
        return None
    plain = runtime.sealed.waiting_key().decrypt(row["ciphertext"], _what(person_id, place))
    return SavedForm(msgspec.msgpack.decode(plain, type=dict[str, tuple[str, ...]]), row["saved_at"])


async def delete_saved_form(runtime: Runtime, person_id: UUID, place: str) -> None:
    query = "DELETE FROM sealed.saved_forms WHERE person_id = $1 AND place = $2"
    await runtime.database.pool.execute(query, person_id, place)


async def delete_forms_about(runtime: Runtime, comment_id: UUID) -> None:
    """Delete everybody's saved forms about this comment: they contain its text."""
    query = "DELETE FROM sealed.saved_forms WHERE starts_with(place, $1)"
    await runtime.database.pool.execute(query, f"/desk/comments/{comment_id}")


async def delete_expired_forms(runtime: Runtime) -> None:
    """Delete saved forms older than a week."""
    await runtime.database.pool.execute("DELETE FROM sealed.saved_forms WHERE saved_at <= $1", runtime.clock.now() - LASTING)


def _what(person_id: UUID, place: str) -> str:
    return f"saved form {person_id} {place}"
