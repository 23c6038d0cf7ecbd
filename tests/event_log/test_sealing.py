"""Sealing: the log never holds what a person typed; the store gives it back until it is erased."""

from __future__ import annotations

from uuid import uuid4

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.database import Database
from consult.event_log import Append, EventLog
from consult.public_log.disclosure import decode_disclosure, digest
from consult.sealed.mapper import EntryInvalid, belongs_to_entry, digests_of, seal, unseal
from consult.sealed.store import SealedStore
from domain.comment.events import CommentSubmitted
from domain.sealing import CLOSED
from tests.event_log.events import submitted

pytestmark = pytest.mark.anyio


@given(st.text())
def test_an_event_comes_back_as_it_went_in(text: str) -> None:
    event = submitted(uuid4(), uuid4(), "意见：" + text.encode("utf-8", "replace").decode())
    sealed = seal(event)
    disclosures = sealed.content + sealed.identity
    assert unseal(sealed.state, disclosures) == event
    assert "意见" not in sealed.state.decode()
    assert all(belongs_to_entry(item, sealed.state) for item in disclosures)


def test_without_disclosures_every_sealed_field_is_closed() -> None:
    event = unseal(seal(submitted(uuid4(), uuid4())).state)
    assert isinstance(event, CommentSubmitted)
    assert (event.text, event.name, event.contact) == (CLOSED, CLOSED, CLOSED)
    assert event.articles == ("a6",)


def test_the_entry_is_sorted_and_its_times_have_milliseconds() -> None:
    entry = seal(submitted(uuid4(), uuid4())).state
    decoded = msgspec.json.decode(entry)
    assert list(decoded) == sorted(decoded)
    assert decoded["timestamp"] == "2026-03-02T01:00:00.000Z"
    assert digests_of(entry) == sorted(digests_of(entry))
    assert decoded["_sd_alg"] == "sha-256"
    assert len(decoded["_sd"]) == 7


def test_the_same_words_never_give_the_same_digest() -> None:
    first, second = (seal(submitted(uuid4(), uuid4())) for _ in range(2))
    assert not set(digests_of(first.state)) & set(digests_of(second.state))


def test_a_disclosure_is_the_salt_the_name_and_the_value() -> None:
    sealed = seal(submitted(uuid4(), uuid4()))
    disclosure = next(item for item in sealed.content if b'"text"' in decode_disclosure(item))
    salt, name, value = msgspec.json.decode(decode_disclosure(disclosure))
    assert (len(salt), name, value) == (43, "text", "建议把营业时间提前。")
    assert digest(disclosure) in digests_of(sealed.state)


@pytest.mark.parametrize("entry", [b"{}", b"[]", b'{"type":"unknown.v1"}', b'{"type":"comment-submitted.v1"}', b"\xff"])
def test_an_entry_of_another_form_is_refused(entry: bytes) -> None:
    with pytest.raises(EntryInvalid):
        unseal(entry)


async def test_what_was_sealed_is_read_back_and_the_stores_hold_no_plain_text(
    event_log: EventLog, sealed_store: SealedStore, database: Database
) -> None:
    event = submitted(uuid4(), uuid4(), "只有我知道的一句话")
    await record(event_log, sealed_store, event, "只有我知道的一句话".encode())
    ref = (event.originator_id, 1)
    disclosures = (await sealed_store.disclosures([ref]))[ref]
    entry = (await event_log.stream(event.originator_id))[0]
    assert unseal(entry.state, disclosures) == event
    for kept in ("只有我知道的一句话", *disclosures):
        assert not await holds(database, kept)


async def test_erasing_the_identity_leaves_the_text(event_log: EventLog, sealed_store: SealedStore) -> None:
    event = submitted(uuid4(), uuid4())
    await record(event_log, sealed_store, event)
    await sealed_store.erase(event.originator_id, ["identity"])
    ref = (event.originator_id, 1)
    read = unseal(seal(event).state, (await sealed_store.disclosures([ref]))[ref])
    assert isinstance(read, CommentSubmitted)
    assert (read.name, read.text) == (CLOSED, event.text)


async def test_erasing_everything_destroys_the_key_and_the_files(
    event_log: EventLog, sealed_store: SealedStore, database: Database
) -> None:
    event = submitted(uuid4(), uuid4())
    digest_of_file = await record(event_log, sealed_store, event, b"a scan")
    assert await sealed_store.blob(event.originator_id, digest_of_file) == b"a scan"
    await sealed_store.erase(event.originator_id, ["identity", "content"])
    assert await sealed_store.disclosures([(event.originator_id, 1)]) == {}
    assert await sealed_store.blob(event.originator_id, digest_of_file) is None
    assert await sealed_store.data_keys([event.originator_id]) == {}
    assert await database.pool.fetchval("SELECT count(*) FROM log.events") == 1


async def record(log: EventLog, store: SealedStore, event: CommentSubmitted, file: bytes = b"file") -> str:
    key, wrapped = store.new_data_key(event.originator_id)
    sealed = store.seal(event, key)
    blob = store.encrypt_blob(file, "text/plain", key)
    await log.append(Append((sealed.event,), sealed=sealed.parts, data_keys=(wrapped,), blobs=(blob,)))
    return blob.sha256


async def holds(database: Database, text: str) -> bool:
    """Whether any table holds the bytes."""
    tables = await database.pool.fetch(
        "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('log', 'sealed')"
    )
    for table in tables:
        for row in await database.pool.fetch(f"SELECT * FROM {table['name']}"):
            if any((isinstance(value, bytes) and text.encode() in value) or value == text for value in row.values()):
                return True
    return False


@pytest.mark.parametrize("table", ["sealed.parts", "sealed.blobs", "sealed.data_keys"])
async def test_what_one_owner_sealed_is_found_by_an_index_to_be_erased(database: Database, table: str) -> None:
    async with database.pool.acquire() as connection, connection.transaction():
        await connection.execute("SET LOCAL enable_seqscan = off")
        plan = await connection.fetch(f"EXPLAIN DELETE FROM {table} WHERE owner_id = $1", uuid4())
    assert "Seq Scan" not in "\n".join(row[0] for row in plan)
