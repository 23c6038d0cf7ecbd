"""Breakages of what holds off floods: limits of networks and decisions, proofs of work, limits at the wire."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

ADMISSION, LIMITS = "tests/floods/test_admission.py", "tests/floods/test_http_limits.py"

FLOODS = (
    Breakage(
        "one network may send comments without end",
        "web/admission/admission.py",
        "        self._levels.add((consultation_id.bytes, network), self.network_rule, cost, now)\n"
        '        self._levels.add((consultation_id.bytes, ""), self.decision_rule, 1.0, now)\n',
        '        self._levels.add((consultation_id.bytes, ""), self.decision_rule, 1.0, now)\n',
        (f"{ADMISSION}::test_a_network_that_sends_too_much_waits_and_its_neighbour_does_not",),
    ),
    Breakage(
        "under attack a comment comes in without any effort",
        "web/admission/admission.py",
        "        return consultation_id in self._attacked\n",
        "        return False\n",
        (f"{ADMISSION}::test_under_attack_a_comment_brings_a_proof_of_work",),
    ),
    Breakage(
        "the level of a network is kept under its address",
        "web/admission/admission.py",
        'return self._runtime.sealed.key.mac("admission", key[0], key[1].encode())',
        "return key[0] + key[1].encode()",
        (f"{ADMISSION}::test_no_address_is_kept_neither_in_clear_nor_as_a_hash_that_anybody_can_make",),
    ),
    Breakage(
        "processes keep their levels to themselves",
        "consult/admission/records.py",
        'return {row["key"]: row["level"] for row in rows}',
        "return {}",
        (f"{ADMISSION}::test_two_processes_agree_after_they_have_shared",),
    ),
    Breakage(
        "one proof of work serves any number of comments",
        "web/admission/admission.py",
        "if not await self._runtime.admission.use(made.id, used_for):",
        "if False:",
        (f"{ADMISSION}::test_under_attack_a_comment_brings_a_proof_of_work",),
    ),
    Breakage(
        "a proof of work for another decision counts",
        "web/admission/efforts.py",
        'return parameters.nonce if parameters.data == {"decision": str(consultation_id)} else None',
        "return parameters.nonce",
        (f"{ADMISSION}::test_a_proof_for_another_decision_or_an_altered_one_is_none",),
    ),
    Breakage(
        "an attack never ends",
        "web/admission/admission.py",
        "            self._attacked.discard(consultation_id)\n",
        "            pass\n",
        (f"{ADMISSION}::test_an_attack_ends_when_its_comments_have_sunk_by_half",),
    ),
    Breakage(
        "whoever names another address in a header is another network",
        "web/admission/networks.py",
        "            return parts[-proxies].strip()\n",
        "            return parts[0].strip()\n",
        ("tests/floods/test_levels.py::test_only_our_own_proxies_are_believed",),
    ),
    Breakage(
        "a field that only machines fill in is let pass",
        "web/admission/form_checks.py",
        "    if unseen:\n",
        "    if False:\n",
        ("tests/floods/test_forms.py::test_a_field_that_people_do_not_see_is_asked_to_be_empty",),
    ),
)

WIRE = (
    Breakage(
        "headers without end are taken in",
        "consult/instance/http_limits.py",
        "if self.bare_bytes > self.limits.header_bytes:",
        "if False:",
        (f"{LIMITS}::test_headers_without_end_are_refused_long_before_their_end",),
    ),
    Breakage(
        "any number of headers is taken in",
        "consult/instance/http_limits.py",
        "if fields > self.limits.header_fields:",
        "if False:",
        (f"{LIMITS}::test_headers_that_are_too_large_or_too_many_are_refused",),
    ),
    Breakage(
        "trailers become headers of the next request",
        "consult/instance/http_limits.py",
        "        self.headers = []  # for trailers: they are no headers of this request, nor of any other\n",
        "",
        (f"{LIMITS}::test_trailers_without_end_are_refused_and_are_no_headers",),
    ),
    Breakage(
        "a body that falls silent is waited for",
        "consult/instance/http_limits.py",
        "now - self.heard > self.limits.body_silence",
        "False",
        (f"{LIMITS}::test_a_body_that_falls_silent_or_takes_too_long_is_refused",),
    ),
    Breakage(
        "one address may hold any number of connections",
        "consult/instance/http_limits.py",
        "        if self.limits.connections and len(mine) > self.limits.connections and not _one_made_room(mine):\n",
        "        if False:\n",
        (f"{LIMITS}::test_half_sent_requests_of_one_address_stay_few_and_leave_the_others_alone",),
    ),
    Breakage(
        "nginx lets a body of any size through",
        "consult/deployment/nginx.conf",
        "client_max_body_size 53m;",
        "client_max_body_size 0;",
        ("tests/floods/test_nginx.py::test_what_is_too_much_is_refused_before_it_reaches_the_program",),
    ),
    Breakage(
        "on the fast path an idempotency key may be as long as it likes",
        "web/api/front.py",
        "if len(key) > KEY_LIMIT or len(headers)",
        "if len(headers)",
        ("tests/api/test_fast_path.py::test_a_key_that_is_too_long_is_refused_on_both_ways",),
    ),
    Breakage(
        "on the fast path what was cut off is recorded",
        "web/api/front.py",
        "        if len(body) != length:\n",
        "        if False:\n",
        ("tests/api/test_fast_path.py::test_a_sender_who_goes_away_before_the_end_leaves_no_comment",),
    ),
    Breakage(
        "the fast path answers without the site's headers",
        "web/api/front.py",
        '"headers": [*own, *self._fields]',
        '"headers": own',
        ("tests/api/test_fast_path.py::test_both_ways_answer_with_the_same_headers",),
    ),
    Breakage(
        "of two idempotency keys the last counts on the fast path",
        "web/api/front.py",
        'len(key) > KEY_LIMIT or len(headers) != len(scope["headers"]):',
        "len(key) > KEY_LIMIT:",
        ("tests/api/test_fast_path.py::test_of_two_keys_the_first_counts_on_both_ways",),
    ),
)
