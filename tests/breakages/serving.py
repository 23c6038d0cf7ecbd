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
        "one value of one page is not escaped",
        "web/templates/macros.html",
        '{% else %}<div class="words">{{ lines(text) }}</div>{% endif %}',
        '{% else %}<div class="words">{{ text|safe }}</div>{% endif %}',
        ("tests/desk/security/test_scripts.py::test_payloads_are_words_wherever_they_are_shown_and_nothing_runs",),
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
        "web/shared/stored_page.py",
        "sha256(body).hexdigest()[:24].encode()",
        'b"1"',
        (f"{PAGES}::test_a_page_is_kept_until_something_new_is_known",),
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
        "web/templates/form.html",
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
    Breakage(
        "under attack a comment comes in without any effort",
        "web/admission/admission.py",
        "        return consultation_id in self._attacked\n",
        "        return False\n",
        ("tests/floods/test_admission.py::test_under_attack_a_comment_brings_a_proof_of_work",),
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
        "another site's form signs somebody in",
        "web/desk/signin/visitor.py",
        "    refuse_foreign(request)\n    return await typed_from",
        "    return await typed_from",
        (f"{SIGN_IN}::test_a_form_of_another_site_signs_nobody_in",),
    ),
    Breakage(
        "a division reads what is closed of another's decision",
        "consult/reading/access.py",
        "return bool(actor.roles & READERS) and consultation.division_id == actor.division_id",
        "return bool(actor.roles & READERS)",
        ("tests/exports/test_exports.py::test_only_readers_of_the_division_and_auditors_get_the_staff_export",),
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
    Breakage(
        "after signing in one is led to another site",
        "web/desk/signin/return_address.py",
        "return wanted if _is_ours(wanted) else",
        "return wanted or",
        (f"{SIGN_IN}::test_after_signing_in_nobody_is_led_elsewhere",),
    ),
    Breakage(
        "a form overtaken by somebody else overwrites his text",
        "consult/commands/recording.py",
        "    if any(entry.is_of(kind) for entry in await runtime.log.stream(stream_id, seen)):\n",
        "    if False:\n",
        ("tests/desk/drafting/test_materials.py::test_the_second_to_save_is_shown_what_is_stored_and_keeps_his_text",),
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
    Breakage(
        "a refusal does not state its rule",
        "domain/consultation/refusals.py",
        'message = "这项决策已经结束，不能再办理这一步。"',
        'message = "This decision is over."',
        ("tests/domain/consultation/test_refusals.py::test_each_rule_is_stated_in_law_and_in_words",),
    ),
    Breakage(
        "the table of settings says another port",
        "consult/docs/settings.md",
        "| `CONSULT_PORT` | `8000` |",
        "| `CONSULT_PORT` | `8080` |",
        ("tests/test_documents.py::test_the_table_of_settings_is_that_of_the_program",),
    ),
    Breakage(
        "a setting that cannot be used is let pass",
        "consult/cli/__init__.py",
        '        click.echo(f"A setting cannot be used: {error}", err=True)\n        return 2\n',
        '        click.echo(f"A setting cannot be used: {error}", err=True)\n        return 0\n',
        ("tests/cli/test_commands.py::test_a_setting_that_cannot_be_used_is_named",),
    ),
    Breakage(
        "the domain knows the program around it",
        "domain/calendar.py",
        "import msgspec\n",
        "import msgspec\n\nimport consult.instance.clock\n",
        ("tests/test_rooms.py::test_the_import_contracts_hold",),
    ),
)

LOOKS = (
    Breakage(
        "the field for the comment has no label",
        "web/templates/form.html",
        "<label for=\"text\">{{ _('意见内容') }}</label>",
        "<p>{{ _('意见内容') }}</p>",
        ("tests/web/test_browser.py::test_a_person_comments_by_keyboard",),
    ),
    Breakage(
        "a table is wider than a phone",
        "web/static/consult.css",
        ".scroll{overflow-x:auto}",
        "",
        ("tests/web/test_replay.py::test_the_pages_are_accessible_and_fit_a_phone",),
    ),
    Breakage(
        "hints are too faint to read",
        "web/static/consult.css",
        ":root{--text:#1a1b1f;--soft:#4a4f57;",
        ":root{--text:#1a1b1f;--soft:#a4a9b1;",
        ("tests/web/test_anchors.py::test_both_pages_are_accessible",),
    ),
    Breakage(
        "links are too dark to read in dark mode",
        "web/static/consult.css",
        "--link:#8cc2ff",
        "--link:#0b4c8c",
        ("tests/web/test_looks.py::test_every_page_is_accessible_valid_light_and_fits_a_phone[zh]",),
    ),
    Breakage(
        "the receipt's checker tells another site",
        "web/static/proof.js",
        "const imported = await crypto.subtle.importKey(",
        'await fetch("https://elsewhere.example/"); const imported = await crypto.subtle.importKey(',
        ("tests/web/test_receipt.py::test_the_module_speaks_to_nobody",),
    ),
)
