"""Breakages of what is served: headers, forms, the page cache, access."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

PAGES, STEPS = "tests/web/test_pages.py", "tests/desk/test_steps.py"
LANGUAGES = f"{PAGES}::test_a_page_exists_in_both_languages_and_says_so"
SIGN_IN, ACCOUNT = "tests/desk/signin/test_sign_in.py", "tests/desk/signin/test_account.py"
SESSIONS = f"{ACCOUNT}::test_a_session_ends_when_it_is_left_alone_and_at_the_latest_after_half_a_day"

WEB = (
    Breakage(
        "a receipt says nothing of the attachments",
        "consult/reading/receipts.py",
        "attachments=received_files(event, events),",
        "attachments=(),",
        ("tests/web/test_attachments.py::test_receipt_sheet_and_zip_name_the_attachments_and_the_articles",),
    ),
    Breakage(
        "an attachment that was not kept is left out in silence",
        "web/pages/comment_form.py",
        "    if lost := len(tokens) - len(kept_files):",
        "    if lost := 0:",
        ("tests/web/test_attachments.py::test_one_that_was_never_kept_is_not_left_out_in_silence",),
    ),
    Breakage(
        "a sixth attachment is left out in silence",
        "web/pages/comment_form.py",
        "    if chosen[room:]:",
        "    if False:",
        ("tests/web/test_attachments.py::test_more_than_five_are_named_and_five_stay_chosen",),
    ),
    Breakage(
        "no content security policy is sent",
        "web/shared/http/headers.py",
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
        '{% else %}<div class="words">{{ lines(text) }}</div>{% endif %}\n{% endmacro %}',
        '{% else %}<div class="words">{{ text|safe }}</div>{% endif %}\n{% endmacro %}',
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
        "web/shared/stored_answer.py",
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
        "web/templates/comment_form.html",
        "\n{{ form.text }}</textarea>",
        "\n</textarea>",
        (f"{PAGES}::test_a_wrong_form_keeps_what_was_typed",),
    ),
    Breakage(
        "a page of the desk is compressed beside its secret",
        "web/shared/http/compression.py",
        'NOT_COMPRESSED = ("/desk", "/en/desk")',
        'NOT_COMPRESSED = ("/nowhere",)',
        ("tests/web/test_weight.py::test_a_page_of_the_desk_is_not_packed_beside_its_secret",),
    ),
    Breakage(
        "what is not public is downloaded by its digest",
        "consult/sealed/disclosure_rules.py",
        "field.name: FieldState.OPEN if field.name in itself else FieldState.NOT_OPENED for field",
        "field.name: FieldState.OPEN for field",
        ("tests/publication/test_disclosures.py::test_a_comment_from_submission_to_erasure",),
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
        "    refuse_other_sites(request)\n",
        "",
        (f"{SIGN_IN}::test_a_form_of_another_site_signs_nobody_in",),
    ),
    Breakage(
        "a division reads what is closed of another's decision",
        "consult/reading/access.py",
        "return bool(actor.roles & READERS) and bool(consultation.divisions.standings(actor.division_id) & READING)",
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
    Breakage(
        "a double click is refused while the read models lag",
        "consult/commands/recording.py",
        "return await _done_before(runtime, key) or await attempt()",
        "return await attempt()",
        ("tests/commands/test_repeated_command.py::test_a_double_click_is_answered_although_the_read_models_lag",),
    ),
    Breakage(
        "a link to a draft never ends",
        "consult/commands/consultation/preview_links.py",
        'if row["revoked_at"] is not None or runtime.clock.now() >= row["expires_at"]:',
        'if row["revoked_at"] is not None:',
        ("tests/desk/drafting/test_previews.py::test_a_link_ends_with_its_time",),
    ),
)
