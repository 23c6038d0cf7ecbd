"""Breakages of staff accounts and mail: passwords, codes, attempts, letters."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

CODES, ATTEMPTS, PASSWORDS, MAIL, OIDC = (
    f"tests/staff/test_{name}.py" for name in ("codes", "attempts", "passwords", "mail", "oidc")
)

STAFF = (
    Breakage(
        "what waits on a decision that is over is in nobody's work",
        "projections/worklists/queries.py",
        '"l.awaiting > 0 OR l.appealed > 0 OR l.second_looks > 0 OR l.to_erase > 0 OR l.grievances_waiting > 0"',
        '"l.awaiting > 9"',
        ("tests/desk/screening/test_when_over.py::test_it_stays_in_my_work_until_all_of_it_is_done",),
    ),
    Breakage(
        "a loop that was asked to stop goes on after a failure",
        "consult/work/repeating.py",
        "                raise_if_cancelled()\n",
        "",
        ("tests/commands/test_stopping.py::test_a_loop_stops_although_the_request_became_a_failure",),
    ),
    Breakage(
        "passwords are kept as they are",
        "consult/staff/passwords.py",
        "            return await asyncio.to_thread(self._hasher.hash, password)\n",
        "            return password\n",
        (f"{CODES}::test_what_is_stored_gives_no_credential_away",),
    ),
    Breakage(
        "a password known from breaches is taken",
        "consult/staff/passwords.py",
        "if folded in breached() or _regular(folded):",
        "if _regular(folded):",
        (f"{PASSWORDS}::test_a_password_that_is_short_known_or_made_of_oneself_is_refused",),
    ),
    Breakage(
        "an unknown address is refused without the work",
        "consult/staff/passwords.py",
        "        self.verifications += 1\n",
        "        if hashed is None:\n            return False\n        self.verifications += 1\n",
        (f"{PASSWORDS}::test_the_same_work_is_done_with_and_without_an_account",),
    ),
    Breakage(
        "a one-time code is good twice",
        "consult/staff/credentials.py",
        "WHERE id = $1 AND totp_step < $2 RETURNING 1",
        "WHERE id = $1 AND totp_step <= $2 RETURNING 1",
        (f"{CODES}::test_a_code_is_good_once",),
    ),
    Breakage(
        "a recovery code is good twice",
        "consult/staff/credentials.py",
        '"DELETE FROM staff.recovery_codes WHERE person_id = $1 AND code_hash = $2 RETURNING 1"',
        '"SELECT 1 FROM staff.recovery_codes WHERE person_id = $1 AND code_hash = $2"',
        (f"{CODES}::test_a_recovery_code_is_good_once_however_it_is_typed",),
    ),
    Breakage(
        "failed attempts are not counted",
        "consult/staff/attempts.py",
        "    failures = CASE WHEN a.at < $3 THEN 1 ELSE a.failures + 1 END,\n",
        "    failures = 1,\n",
        (f"{ATTEMPTS}::test_the_delay_doubles_from_the_sixth_failure_on_up_to_fifteen_minutes",),
    ),
    Breakage(
        "a stranger's failures lock the owner out",
        "consult/staff/attempts.py",
        "        if device is not None:\n",
        "        if False:\n",
        (f"{ATTEMPTS}::test_a_known_device_is_not_hindered_by_what_strangers_do",),
    ),
    Breakage(
        "a letter waits in plain text",
        "consult/mail/outbox.py",
        'return self._cipher.encrypt(msgspec.msgpack.encode(letter), f"letter {letter_id}")',
        "return msgspec.msgpack.encode(letter)",
        (f"{MAIL}::test_a_letter_waits_encrypted",),
    ),
    Breakage(
        "an address stands in the program's log",
        "consult/mail/sending.py",
        "attempts=leased.attempts)\n    await outbox.failed",
        "attempts=leased.attempts, to=leased.letter.to)\n    await outbox.failed",
        (f"{MAIL}::test_a_letter_that_is_not_sent_leaves_no_address_in_the_logs",),
    ),
    Breakage(
        "a mail password leaves the machine in plain text",
        "consult/mail/connection.py",
        "demanded = bool(parts.password) and parts.hostname not in LOCAL",
        "demanded = False",
        (f"{MAIL}::test_a_password_leaves_the_machine_only_under_tls",),
    ),
    Breakage(
        "an address that the issuer has not verified binds an account",
        "consult/staff/oidc.py",
        'claims.get("email") if claims.get("email_verified") is True else None',
        'claims.get("email")',
        (f"{OIDC}::test_an_address_that_the_issuer_has_not_verified_binds_nobody",),
    ),
    Breakage(
        "a token made for another sign-in is believed",
        "consult/staff/oidc.py",
        '{"nonce": started.nonce, "client_id"',
        '{"client_id"',
        (f"{OIDC}::test_a_token_with_any_flaw_proves_nothing",),
    ),
    Breakage(
        "whoever brings a code from the issuer is let in, in whichever browser",
        "consult/staff/oidc.py",
        "if not code or not compare_digest(state.encode(), started.state.encode()):",
        "if not code:",
        (f"{OIDC}::test_state_code_and_verifier_must_be_those_of_this_browser",),
    ),
)
