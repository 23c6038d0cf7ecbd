"""Breakages of what is served: headers, forms, the page cache, access, words, and the looks of pages."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

PAGES, STEPS = "tests/web/test_pages.py", "tests/desk/test_steps.py"
LANGUAGES = f"{PAGES}::test_a_page_exists_in_both_languages_and_says_so"
SIGN_IN, ACCOUNT = "tests/desk/signin/test_sign_in.py", "tests/desk/signin/test_account.py"
SESSIONS = f"{ACCOUNT}::test_a_session_ends_when_it_is_left_alone_and_at_the_latest_after_half_a_day"

WEB = (
    Breakage(
        "no content security policy is sent",
        "web/shared/headers.py",
        '    "content-security-policy": POLICY,\n',
        "",
        (f"{PAGES}::test_every_answer_carries_the_security_headers",),
    ),
    Breakage(
        "what a person typed takes effect as markup",
        "web/shared/render.py",
        'return escape(display_text(text or ""))',
        'return Markup(display_text(text or ""))',
        (f"{PAGES}::test_a_comment_is_made_with_forms_alone",),
    ),
    Breakage(
        "a page once kept is answered for ever",
        "web/page_cache.py",
        "return page.until > self._now() and self._position(page.about) <= page.position",
        "return page.until > self._now()",
        (f"{PAGES}::test_a_page_is_kept_until_something_new_is_known",),
    ),
    Breakage(
        "a kept page counts the days of yesterday",
        "web/page_cache.py",
        "return page.until > self._now() and self._position(page.about) <= page.position",
        "return self._position(page.about) <= page.position",
        (f"{PAGES}::test_a_page_that_counts_days_is_made_anew_after_midnight",),
    ),
    Breakage(
        "a page is kept without its language",
        "web/page_cache.py",
        'key = (scope["path"], scope["query_string"], large)',
        'key = (scope["path"].removeprefix("/en") or "/", scope["query_string"], large)',
        (LANGUAGES,),
    ),
    Breakage(
        "a page is kept without the size of its type",
        "web/page_cache.py",
        'key = (scope["path"], scope["query_string"], large)',
        'key = (scope["path"], scope["query_string"], False)',
        (f"{PAGES}::test_a_page_is_kept_in_each_size_of_type",),
    ),
    Breakage(
        "every page has the same ETag",
        "web/shared/stored_answer.py",
        "sha256(body).hexdigest()[:24].encode()",
        'b"1"',
        (f"{PAGES}::test_a_page_is_kept_until_something_new_is_known",),
    ),
    Breakage(
        "the level of a network is kept under its address",
        "web/admission/admission.py",
        'return self._runtime.sealed.key.mac("admission", key[0], key[1].encode())',
        "return key[0] + key[1].encode()",
        ("tests/floods/test_admission.py::test_no_address_is_kept_neither_in_clear_nor_as_a_hash_that_anybody_can_make",),
    ),
    Breakage(
        "a body declared too large is read",
        "web/shared/uploads.py",
        "if not length.isdecimal() or int(length) > limit:",
        "if not length.isdecimal():",
        ("tests/api/test_bad_input.py::test_a_body_that_is_too_large_is_refused_before_it_is_read",),
    ),
    Breakage(
        "a refused form loses what was typed",
        "web/templates/comment_form.html",
        "\n{{ form.text }}</textarea>",
        "\n</textarea>",
        (f"{PAGES}::test_a_wrong_form_keeps_what_was_typed",),
    ),
    Breakage(
        "what is not public is downloaded by its digest",
        "consult/sealed/disclosure_rules.py",
        "field.name: FieldState.OPEN if field.name in itself else FieldState.NOT_OPENED for field",
        "field.name: FieldState.OPEN for field",
        ("tests/publication/test_disclosures.py::test_a_comment_from_submission_to_erasure",),
    ),
)

FLOODS = (
    Breakage(
        "one network may send comments without end",
        "web/admission/admission.py",
        "        self._levels.add((consultation_id.bytes, network), self.network_rule, cost, now)\n"
        '        self._levels.add((consultation_id.bytes, ""), self.decision_rule, 1.0, now)\n',
        '        self._levels.add((consultation_id.bytes, ""), self.decision_rule, 1.0, now)\n',
        ("tests/floods/test_admission.py::test_a_network_that_sends_too_much_waits_and_its_neighbour_does_not",),
    ),
)

DESK = (
    Breakage(
        "the forgery token of a form is not checked",
        "web/desk/access/session.py",
        'if not isinstance(given, str) or not compare_digest(given.encode("utf-8", "replace"), signed.csrf.encode()):',
        "if not isinstance(given, str):",
        (f"{STEPS}::test_a_form_that_this_session_was_not_shown_does_nothing",),
    ),
    Breakage(
        "a session left alone never ends",
        "consult/staff/sessions.py",
        "WHERE s.token_hash = $1 AND s.seen_at > $2 AND s.started_at > $3 AND NOT p.disabled",
        "WHERE s.token_hash = $1 AND ($2::timestamptz IS NOT NULL) AND s.started_at > $3 AND NOT p.disabled",
        (SESSIONS,),
    ),
    Breakage(
        "a session in use never ends",
        "consult/staff/sessions.py",
        "WHERE s.token_hash = $1 AND s.seen_at > $2 AND s.started_at > $3 AND NOT p.disabled",
        "WHERE s.token_hash = $1 AND s.seen_at > $2 AND ($3::timestamptz IS NOT NULL) AND NOT p.disabled",
        (SESSIONS,),
    ),
    Breakage(
        "an erasure asks for no fresh credentials",
        "consult/staff/sessions.py",
        "return now - self.confirmed_at < FRESH",
        "return True",
        ("tests/desk/screening/test_comment.py::test_erasure_asks_for_a_fresh_sign_in",),
    ),
)

WORDS = (
    Breakage(
        "a string has no English",
        "web/locale/en/LC_MESSAGES/consult.po",
        'msgstr "Figures for {year}"',
        'msgstr ""',
        (f"{PAGES}::test_the_english_catalogue_is_complete",),
    ),
    Breakage(
        "a word stands untranslated on every English page",
        "web/templates/base.html",
        "{{ _('使用帮助') }}",
        "使用帮助",
        (LANGUAGES,),
    ),
    Breakage(
        "a page does not say its language",
        "web/templates/base.html",
        '<html lang="{{ locale.tag }}"',
        "<html",
        (LANGUAGES,),
    ),
    Breakage(
        "a finding of the audit has no words",
        "consult/audit/auditing.py",
        '"quorum-missed"',
        '"quorum-not-met"',
        ("tests/audit/test_words.py::test_every_finding_and_rule_has_its_words",),
    ),
)

LOOKS = ()
