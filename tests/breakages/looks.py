"""Breakages of words and looks: translations, documents, what a page looks like and how it is read."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

PAGES = "tests/web/test_pages.py"
LANGUAGES = f"{PAGES}::test_a_page_exists_in_both_languages_and_says_so"
LOOKING = "tests/web/test_looking.py::test_a_fault_of_one_view_is_found_there"

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
        "an event is missing in the vocabulary",
        "consult/docs/vocabulary.md",
        "| comment erased | 删除个人信息 | carried out by a second person | `comment-erased.v1` |\n",
        "",
        ("tests/test_vocabulary.py::test_every_enumerated_value_and_every_event_has_a_row",),
    ),
    Breakage(
        "a setting that cannot be used is let pass",
        "consult/cli/failures.py",
        '            return _said(f"A setting cannot be used: {error}", 2)\n',
        '            return _said(f"A setting cannot be used: {error}", 0)\n',
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
        "web/templates/comment_form.html",
        "<label for=\"text\">{{ _('意见内容') }}</label>",
        "<p>{{ _('意见内容') }}</p>",
        ("tests/web/test_browser.py::test_a_person_comments_by_keyboard[with scripts]",),
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
        ("tests/web/test_anchors.py::test_both_pages_are_accessible",),
    ),
    Breakage(
        "the receipt's checker tells another site",
        "web/static/proof.js",
        "const imported = await crypto.subtle.importKey(",
        'await fetch("https://elsewhere.example/"); const imported = await crypto.subtle.importKey(',
        ("tests/web/test_receipt.py::test_the_module_speaks_to_nobody",),
    ),
    Breakage(
        "whoever looks at pages takes small targets for large ones",
        "tests/web/look.js",
        "box.width < FINGER || box.height < FINGER",
        "false",
        (LOOKING,),
    ),
    Breakage(
        "whoever looks at pages does not see that one target covers another",
        "tests/web/look.js",
        "return !apart && ",
        "return false && ",
        (LOOKING,),
    ),
    Breakage(
        "whoever looks at pages does not see what scrolls",
        "tests/web/look.js",
        "return more && ",
        "return false && ",
        (LOOKING,),
    ),
)
