"""Breakages of what proves the history: the log, its public forms, the sealed store."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

APPEND, SEALING = "tests/event_log/test_append.py", "tests/event_log/test_sealing.py"
DURABLE = "tests/publication/test_durable.py"
PUBLIC_LOG, TILES = "tests/event_log/test_public_log.py", "tests/publication/test_tiles.py"

LOG = (
    Breakage(
        "a guard on a stream is not looked at",
        "consult/event_log/batch.py",
        "if found != guard.version:",
        "if False:",
        (f"{APPEND}::test_a_guard_refuses_when_its_stream_has_moved_on",),
    ),
    Breakage(
        "a guard over a whole decision is not looked at",
        "consult/event_log/batch.py",
        "if found > guard.position:",
        "if False:",
        (f"{APPEND}::test_a_guard_over_a_consultation_refuses_when_anything_about_it_was_recorded",),
    ),
    Breakage(
        "a key used for another request is answered with the first one's record",
        "consult/event_log/batch.py",
        "        if digest != append.idempotency.request_digest:\n            raise IdempotencyKeyReused\n",
        "",
        (f"{APPEND}::test_the_same_key_with_another_request_is_refused",),
    ),
    Breakage(
        "a command sent twice is carried out twice",
        "consult/event_log/batch.py",
        "            self.keys[append.idempotency.key_hash] = entry\n",
        "            self.keys[append.idempotency.key_hash[::-1] + bytes([first % 256])] = entry\n",
        (f"{APPEND}::test_the_same_key_twice_in_one_batch_is_recorded_once",),
    ),
    Breakage(
        "positions are one too high",
        "consult/event_log/batch.py",
        "        position = self.first_position\n",
        "        position = self.first_position + 1\n",
        (f"{APPEND}::test_positions_follow_each_other_without_gaps",),
    ),
    Breakage(
        "an event may lie days before the last one",
        "consult/event_log/batch.py",
        "event.timestamp < self.last_timestamp - TOLERANCE:",
        "False:",
        (f"{APPEND}::test_an_event_long_before_the_last_one_is_refused",),
    ),
    Breakage(
        "the head of the log is read without its lock",
        "consult/event_log/writing.py",
        '"SELECT FROM log.head FOR UPDATE"',
        '"SELECT FROM log.head"',
        (f"{APPEND}::test_two_processes_share_one_order",),
    ),
    Breakage(
        "the application may delete from the log",
        "consult/database/migrations/0002_log.sql",
        "GRANT SELECT, INSERT ON log.events TO consult_app;",
        "GRANT SELECT, INSERT, DELETE ON log.events TO consult_app;",
        (f"{APPEND}::test_the_application_may_not_change_the_log",),
    ),
    Breakage(
        "a server that may lose what it has confirmed is used",
        "consult/database/connection.py",
        'if not durable or row["synchronous_commit"] in ("off", "local"):',
        "if not durable:",
        (f"{DURABLE}::test_a_server_that_may_lose_what_it_has_confirmed_is_refused",),
    ),
    Breakage(
        "the kept checkpoint's name is not on the disk",
        "consult/instance/durable.py",
        "    waiting.replace(file)\n    sync_folder(file.parent)\n",
        "    waiting.replace(file)\n",
        (f"{DURABLE}::test_the_kept_checkpoint_and_its_name_are_on_the_disk",),
    ),
    Breakage(
        "half a secret is taken for a whole one",
        "consult/instance/secret_files.py",
        "    if len(secret) != SIZE:\n",
        "    if len(secret) > SIZE:\n",
        (f"{DURABLE}::test_half_a_secret_is_refused",),
    ),
    Breakage(
        "a caller is told that his events stand before they are committed",
        "consult/event_log/log.py",
        "            with suppress(asyncpg.UniqueViolationError):\n",
        "            with suppress(asyncpg.PostgresError):\n                return batch, checkpoint\n",
        ("tests/event_log/test_remembered.py::test_nothing_is_recorded_until_its_commit_has_succeeded",),
    ),
    Breakage(
        "the events of a decision are looked for along the whole log",
        "consult/event_log/log.py",
        "(SELECT $1::uuid) AND topic NOT LIKE",
        "$1::uuid AND topic NOT LIKE",
        ("tests/event_log/test_plans.py::test_events_of_a_decision_are_found_without_walking_through_the_log",),
    ),
    Breakage(
        "a checkpoint is signed over something else",
        "consult/public_log/note.py",
        "self._key.sign(text.encode())",
        'self._key.sign(b"checkpoint")',
        (f"{APPEND}::test_positions_follow_each_other_without_gaps",),
    ),
    Breakage(
        "a signature on a note is not verified",
        "consult/public_log/note.py",
        "        Ed25519PublicKey.from_public_bytes(key).verify(signature, text.encode())\n",
        "        Ed25519PublicKey.from_public_bytes(key)\n",
        (f"{PUBLIC_LOG}::test_a_note_is_opened_by_its_own_key_only",),
    ),
    Breakage(
        "a leaf is hashed like an inner node's child",
        "consult/public_log/tree.py",
        'sha256(b"\\x00" + entry)',
        "sha256(entry)",
        (f"{PUBLIC_LOG}::test_the_worked_example_comes_out_byte_for_byte",),
    ),
    Breakage(
        "a proof of inclusion may have hashes too few",
        "consult/public_log/proof.py",
        "if not exhausted or root != calculated:",
        "if root != calculated:",
        (f"{PUBLIC_LOG}::test_an_inclusion_vector_is_judged_as_published",),
    ),
    Breakage(
        "a proof of consistency is not held to the old root",
        "consult/public_log/proof.py",
        "    _assert_root(old_root, first, old)\n",
        "",
        (f"{PUBLIC_LOG}::test_a_consistency_vector_is_judged_as_published",),
    ),
    Breakage(
        "long indexes of tiles are written without x",
        "consult/public_log/tiles.py",
        'last = f"x{index % 1000:03}/{last}"',
        'last = f"{index % 1000:03}/{last}"',
        (f"{TILES}::test_long_indexes_are_written_in_groups_of_three",),
    ),
    Breakage(
        "a partial tile is served that no published size has",
        "consult/public_log/tiles.py",
        "<= size >> (HEIGHT * (self.level or 0))",
        "<= (size >> (HEIGHT * (self.level or 0))) + 1",
        (f"{TILES}::test_every_partial_tile_of_a_published_size_is_served_and_nothing_beyond",),
    ),
    Breakage(
        "a database that holds another history than was published is used",
        "consult/publication/checkpoint_file.py",
        "    if root != checkpoint.root:\n",
        "    if False:\n",
        ("tests/publication/test_kept.py::test_a_database_that_contradicts_what_was_published_is_refused_for_good",),
    ),
    Breakage(
        "a witness's cosignature is not verified",
        "consult/public_log/cosignature.py",
        ".verify(raw[12:], cosigned_text(checkpoint_text, time))",
        "",
        ("tests/publication/test_witnessing.py::test_a_cosignature_of_something_else_is_not_taken",),
    ),
    Breakage(
        "a time stamp of whichever authority is recorded",
        "consult/publication/anchoring.py",
        "        assert_trusted(answer, checkpoint, self._roots, request.nonce)\n",
        "",
        ("tests/publication/test_anchoring.py::test_only_the_authority_whose_certificates_are_given_is_believed",),
    ),
)

SEALED = (
    Breakage(
        "an erasure reads everything that was ever sealed",
        "consult/database/migrations/0083_parts_by_owner.sql",
        "CREATE INDEX parts_by_owner ON sealed.parts (owner_id);",
        "SELECT;",
        (f"{SEALING}::test_what_one_owner_sealed_is_found_by_an_index_to_be_erased",),
    ),
    Breakage(
        "every salt is the same",
        "consult/public_log/disclosure.py",
        "base64url(random_bytes(SALT_SIZE))",
        'base64url(b"0" * SALT_SIZE)',
        (f"{SEALING}::test_the_same_words_never_give_the_same_digest",),
    ),
    Breakage(
        "what was typed lies in the store in plain text",
        "consult/sealed/keys.py",
        """        return nonce + self._cipher.encrypt(nonce, plain, what.encode())

    def decrypt(self, ciphertext: bytes, what: str) -> bytes:
        return self._cipher.decrypt(ciphertext[:NONCE_SIZE], ciphertext[NONCE_SIZE:], what.encode())
""",
        """        return nonce + plain

    def decrypt(self, ciphertext: bytes, what: str) -> bytes:
        return ciphertext[NONCE_SIZE:]
""",
        (f"{SEALING}::test_what_was_sealed_is_read_back_and_the_stores_hold_no_plain_text",),
    ),
    Breakage(
        "the data key outlives the erasure",
        "consult/sealed/store.py",
        '                await connection.execute("DELETE FROM sealed.data_keys WHERE owner_id = $1", owner_id)\n',
        "",
        (f"{SEALING}::test_erasing_everything_destroys_the_key_and_the_files",),
    ),
    Breakage(
        "erasing the identity leaves it",
        "consult/sealed/store.py",
        'if "identity" in parts:',
        "if False:",
        (f"{SEALING}::test_erasing_the_identity_leaves_the_text",),
    ),
    Breakage(
        "an erasure that was interrupted is never finished",
        "consult/commands/comment/erasure.py",
        "    for comment_id in await runtime.log.streams_with(CommentErased.topic):\n",
        "    for comment_id in ():\n",
        ("tests/api/test_erasure.py::test_an_erasure_that_was_interrupted_is_finished",),
    ),
    Breakage(
        "a redaction opens the original words",
        "domain/openings.py",
        "c.CommentRedacted: lambda event: _comment(event.name_shown, whole=False),",
        "c.CommentRedacted: lambda event: _comment(event.name_shown, whole=True),",
        ("tests/projections/test_comments.py::test_a_redacted_comment_shows_only_the_redacted_text",),
    ),
    Breakage(
        "what was withdrawn stays open to whoever has its digest",
        "consult/sealed/disclosure_rules.py",
        "            _set(states, earlier, shown, FieldState.GONE)\n",
        "            pass\n",
        ("tests/publication/test_disclosures.py::test_what_its_author_withdraws_is_gone_though_it_was_shown",),
    ),
    Breakage(
        "an offline pack goes on being given out with what was erased",
        "consult/background/pack_queue.py",
        "            if self._kept.get(key) is pack:\n                del self._kept[key]\n",
        "",
        ("tests/publication/test_packs.py::test_what_is_erased_is_in_no_pack_and_a_kept_one_is_dropped_at_once",),
    ),
    Breakage(
        "what was erased stays in the files of a table",
        "consult/work/database_cleaning.py",
        "read.supplements, read.search_entries, read.history,",
        "read.supplements, read.history,",
        ("tests/erasure/test_erasure.py::test_every_table_that_can_hold_what_was_typed_is_rewritten",),
    ),
)
