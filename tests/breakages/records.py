"""Breakages of what proves the history: the log, its public forms, the sealed store, the re-check and the audit."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

APPEND, SEALING = "tests/event_log/test_append.py", "tests/event_log/test_sealing.py"
PUBLIC_LOG, TILES = "tests/event_log/test_public_log.py", "tests/publication/test_tiles.py"
TAMPERING = "tests/audit/test_tampering.py::test_tampering_is_named_by_the_report"
RECHECK = "tests/domain/property/test_recheck.py::test_a_rule_broken_on_purpose_is_found"

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
        "a caller is told that his events stand before they are committed",
        "consult/event_log/log.py",
        "            with suppress(asyncpg.UniqueViolationError):\n",
        "            with suppress(asyncpg.PostgresError):\n                return batch, checkpoint\n",
        ("tests/event_log/test_remembered.py::test_nothing_is_recorded_until_its_commit_has_succeeded",),
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
        "a witness's cosignature is not verified",
        "consult/public_log/cosignature.py",
        ".verify(raw[12:], cosigned_text(checkpoint_text, time))",
        "",
        ("tests/publication/test_witnessing.py::test_a_cosignature_of_something_else_is_not_taken",),
    ),
)

SEALED = (
    Breakage(
        "an erasure reads everything that was ever sealed",
        "consult/database/migrations/0083_parts_by_owner.sql",
        "CREATE INDEX parts_by_owner ON sealed.parts (owner_id);",
        "",
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
)

AUDIT = (
    Breakage(
        "the re-check lets one person ask for an erasure and carry it out",
        "domain/recheck/comments.py",
        '    elif request.actor == event.actor:\n        yield "SamePersonErases"\n',
        "",
        (RECHECK,),
    ),
    Breakage(
        "the re-check takes the figures of the feedback as they are said",
        "domain/recheck/answers.py",
        "if event.ledger != _figures(fates, answered):",
        "if False:",
        (RECHECK,),
    ),
    Breakage(
        "the re-check lets a draft be released by whoever submitted it",
        "domain/recheck/preparation.py",
        '    if request.actor == event.actor:\n        yield "SamePersonReleases"\n',
        "",
        (RECHECK,),
    ),
    Breakage(
        "the audit does not compare the root with that of the entries",
        "consult/audit/auditing.py",
        "holds = calculated == head.root and self._leaves.tree.size == head.size",
        "holds = self._leaves.tree.size == head.size",
        (f"{TAMPERING}[a forged entry with matching tiles]",),
    ),
    Breakage(
        "the audit does not verify the signature",
        "consult/audit/published_log/head.py",
        "        open_note(note, key)\n",
        "        pass\n",
        (f"{TAMPERING}[the signature]",),
    ),
    Breakage(
        "the audit does not compare an older checkpoint",
        "consult/audit/auditing.py",
        "if tree.root() != earlier.checkpoint.root:",
        "if False:",
        ("tests/audit/test_tampering.py::test_a_log_cut_short_or_rewritten_contradicts_an_older_checkpoint",),
    ),
    Breakage(
        "the audit does not hash the disclosures",
        "consult/audit/published_log/disclosures.py",
        "        if own != name:\n",
        "        if False:\n",
        (f"{TAMPERING}[a disclosure altered]",),
    ),
    Breakage(
        "the audit does not hash the documents",
        "consult/audit/published_log/blobs.py",
        "own == blob.sha256 and len(content) == blob.size",
        "len(content) == blob.size",
        (f"{TAMPERING}[a document as long as before]",),
    ),
    Breakage(
        "the audit misses nothing that should be public",
        "consult/audit/disclosure_check.py",
        "        if public != (state is DueState.OPENED):\n",
        "        if public and state is not DueState.OPENED:\n",
        (f"{TAMPERING}[a disclosure taken away]",),
    ),
    Breakage(
        "the audit lets be public what should be closed",
        "consult/audit/disclosure_check.py",
        "        if public != (state is DueState.OPENED):\n",
        "        if not public and state is DueState.OPENED:\n",
        (f"{TAMPERING}[a disclosure too many]",),
    ),
    Breakage(
        "the audit does not compare the published figures",
        "consult/audit/figures.py",
        "any(said.get(name) != value for name, value in calculated.items())",
        "False",
        (f"{TAMPERING}[a figure of the ledger]",),
    ),
    Breakage(
        "verify-receipt ends with 0 whatever it found",
        "consult/cli/verify.py",
        "    sys.exit(1 if failed else 0)\n",
        "    sys.exit(0)\n",
        ("tests/cli/test_verify.py::test_another_key_fails_and_no_receipt_is_said",),
    ),
    Breakage(
        "audit ends with 0 whatever it found",
        "consult/cli/audit.py",
        "sys.exit(0 if report.clean else 1)",
        "sys.exit(0)",
        ("tests/audit/test_command.py::test_the_kept_checkpoint_shows_a_log_that_was_rewritten",),
    ),
)
