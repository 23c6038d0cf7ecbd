"""Breakages of what can be seen: read models, figures, search, exports, tables and files brought along."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

COMMENTS, LEDGER, REBUILDING = (f"tests/projections/test_{name}.py" for name in ("comments", "ledger", "rebuilding"))
BALANCES = f"{LEDGER}::test_it_balances_at_every_position_and_agrees_with_the_domain"
GROWTH = "tests/projections/test_plans.py::test_no_question_reads_more_as_comments_and_decisions_become_many"
MALICIOUS = "tests/intake/test_malicious_files.py"

READ_MODELS = (
    Breakage(
        "withheld comments are not counted",
        "projections/rows/ledger.py",
        "                self.withheld += by\n",
        "                pass\n",
        (BALANCES,),
    ),
    Breakage(
        "the comments of a year are counted as one too few",
        "projections/comments/projection.py",
        "    batch.year_of(event.timestamp).received += 1\n",
        "    batch.year_of(event.timestamp)\n",
        ("tests/projections/test_figures.py::test_each_published_decision_is_counted_in_one_state",),
    ),
    Breakage(
        "a text taken back still counts among the equal ones",
        "projections/comments/projection.py",
        "        repeats[row.consultation_id, before[4]] -= 1\n",
        "        pass\n",
        (f"{COMMENTS}::test_equal_texts_are_counted_whatever_their_width_and_punctuation",),
    ),
    Breakage(
        "the words of a withdrawn comment stay on its page",
        "projections/comments/fold.py",
        "    row.appeal, row.second_look, row.referred_at = None, False, None\n    _close(row)\n\n\n",
        "    row.appeal, row.second_look, row.referred_at = None, False, None\n\n\n",
        (f"{COMMENTS}::test_a_withdrawn_comment_leaves_its_stub_and_nothing_else",),
    ),
    Breakage(
        "an erasure leaves the name on the page",
        "projections/comments/fold.py",
        "    row.name = row.organisation = None\n    if event.scope",
        "    if event.scope",
        (f"{COMMENTS}::test_erasure_takes_the_identity_or_everything",),
    ),
    Breakage(
        "comments of a decision not yet published are listed",
        "projections/comments/lists.py",
        "WHERE c.published_at IS NOT NULL",
        "WHERE true",
        (f"{COMMENTS}::test_comments_of_a_decision_not_published_are_not_shown",),
    ),
    Breakage(
        "search still finds what is no longer public",
        "projections/search/projection.py",
        "    if gone:\n",
        "    if False:\n",
        ("tests/projections/test_search.py::test_nothing_is_found_of_what_is_not_public",),
    ),
    Breakage(
        "search finds characters that do not stand together",
        "projections/search/queries.py",
        "WHERE s.lexemes @@ $1::tsquery AND NOT EXISTS",
        "WHERE s.lexemes @@ $1::tsquery OR NOT EXISTS",
        ("tests/projections/test_search.py::test_a_phrase_must_occur_as_it_stands_whatever_its_width_and_breaks",),
    ),
    Breakage(
        "the index of words is gone after a rebuild, and search reads every row",
        "projections/rebuild.py",
        "_execute(pool, ALL_AT_ONCE, *words)",
        "_execute(pool, ALL_AT_ONCE)",
        (f"{REBUILDING}::test_words_of_searches_are_indexed_after_a_rebuild_as_before",),
    ),
    Breakage(
        "the history of a decision is found by reading that of all",
        "projections/history/tables.sql",
        "CREATE UNIQUE INDEX history_consultation ON history (consultation_id, position);\n",
        "",
        (GROWTH,),
    ),
    Breakage(
        "the points of a comment are found by reading the links of all",
        "projections/points/tables.sql",
        "CREATE INDEX point_comments_comment ON point_comments (comment_id);\n",
        "",
        (GROWTH,),
    ),
    Breakage(
        "comments without an answer are looked for among those that have one",
        "projections/comments/tables.sql",
        "CREATE INDEX comments_unanswered ON comments (consultation_id, number) WHERE NOT covered AND status = 'published';\n",
        "",
        (GROWTH,),
    ),
    Breakage(
        "one plan is kept for all values",
        "consult/database/connection.py",
        '    settings["plan_cache_mode"] = "force_custom_plan"\n',
        "",
        ("tests/projections/test_plans.py::test_a_statement_is_planned_for_its_values",),
    ),
    Breakage(
        "what staff do is not counted",
        "projections/apply.py",
        "    await action_counts.apply(connection, batch)\n",
        "",
        ("tests/projections/test_golden_log.py::test_the_tables_made_of_it_are_those_of_this_version",),
    ),
    Breakage(
        "a rebuild leaves out what arrived meanwhile",
        "projections/rebuild.py",
        "    while events := await source.events(position, limit):\n        await advance",
        "    while not (events := await source.events(position, limit)):\n        await advance",
        (f"{REBUILDING}::test_events_that_arrive_during_a_rebuild_are_in_before_the_switch",),
    ),
    Breakage(
        "changed definitions of tables do not lead to a rebuild",
        "projections/catch_up.py",
        "    if not current:\n",
        "    if False:\n",
        (f"{REBUILDING}::test_changed_definitions_are_noticed_and_rebuilt_at_the_next_start",),
    ),
    Breakage(
        "changed code that fills the tables does not lead to a rebuild",
        "projections/fingerprint.py",
        "            left += _imports(",
        "            _imports(",
        ("tests/projections/test_fingerprint.py::test_an_edit_of_what_fills_the_tables_changes_it",),
    ),
    Breakage(
        "whoever waits for the read models is told too early that they are there",
        "projections/freshness.py",
        "        return self.overall_position >= position\n",
        "        return True\n",
        ("tests/projections/test_freshness.py::test_waiting_ends_when_the_position_is_there_or_the_time_is_over",),
    ),
    Breakage(
        "an event that the source skips is not missed",
        "projections/runner.py",
        "    if [public.position for public in events] != list(range(expected + 1, expected + 1 + len(events))):\n",
        "    if False:\n",
        (f"{REBUILDING}::test_a_source_that_skips_an_event_is_refused",),
    ),
    Breakage(
        "tables and position are not committed together",
        "projections/runner.py",
        '    await connection.execute("UPDATE progress SET position = $1", events[-1].position)\n',
        '    await connection.execute("UPDATE progress SET position = $1", events[0].position)\n',
        (f"{REBUILDING}::test_where_batches_begin_and_end_does_not_matter",),
    ),
)

FILES = (
    Breakage(
        "a text of a Chinese office's encoding is no attachment",
        "consult/commands/encodings.py",
        '("utf-8", "gb18030")',
        '("utf-8",)',
        ("tests/api/test_bad_input.py::test_an_attachment_is_what_it_claims_to_be",),
    ),
    Breakage(
        "signs that nobody sees are a comment",
        "domain/text.py",
        "\\u2800\\u3164\\ufe00-\\ufe0f",
        "\\u3164",
        ("tests/domain/comment/test_text.py::test_signs_that_nobody_sees_are_no_text[2800]",),
    ),
    Breakage(
        "a cell of a CSV file begins a formula",
        "consult/exports/tables/csv_file.py",
        "neutralised(cell) if isinstance(cell, str) else str(cell)",
        "str(cell)",
        ("tests/exports/test_formula_injection.py::test_no_cell_of_a_csv_file_can_be_taken_for_a_formula",),
    ),
    Breakage(
        "a staff export is given to whoever asks",
        "consult/exports/tables/register.py",
        "    await readable_decision(runtime, actor, (await _view(runtime.reads, consultation_id)).id)\n",
        "",
        ("tests/exports/test_exports.py::test_only_readers_of_the_division_and_auditors_get_the_staff_export",),
    ),
    Breakage(
        "what a merged cell says counts for its first row only",
        "consult/intake/sheets/row_reading.py",
        "return spanned.words if spanned and field not in OWN else self.row.cells[place]",
        "return self.row.cells[place]",
        ("tests/intake/test_import.py::test_a_merged_cell_holds_for_each_row_it_spans_and_its_number_for_the_first",),
    ),
    Breakage(
        "the words of an unknown article are thrown away",
        "consult/intake/sheets/row_reading.py",
        "written.strip() if named.unknown else None",
        "None",
        (
            "tests/intake/test_import.py"
            "::test_a_row_that_names_an_unknown_article_is_entered_with_its_words_beside_it_for_the_desk",
        ),
    ),
    Breakage(
        "rows of a CSV file are numbered by its lines",
        "consult/intake/sheets/csv_file.py",
        "        line += 1\n",
        "        line = 1 + reader.line_num\n",
        ("tests/intake/test_office_tables.py::test_lines_of_a_csv_file_are_counted_as_excel_counts_its_rows",),
    ),
    Breakage(
        "a row of totals is entered as a comment",
        "consult/intake/sheets/tables.py",
        "    totals = [row for row in rows if _is_total(row)]\n",
        "    totals = list[Row]()\n",
        ("tests/intake/test_office_tables.py::test_totals_and_rows_with_a_number_only_are_no_comments_and_said",),
    ),
    Breakage(
        "a zip bomb is unpacked",
        "consult/intake/package.py",
        " or any(map(_too_tight, entries)):",
        ":",
        (f"{MALICIOUS}::test_a_malicious_or_odd_draft_is_refused_by_name[zip bomb of one part]",),
    ),
    Breakage(
        "a file with macros is opened",
        "consult/intake/package.py",
        'if b"macroEnabled" in content_types or any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):',
        "if False:",
        (f"{MALICIOUS}::test_a_malicious_or_odd_draft_is_refused_by_name",),
    ),
    Breakage(
        "a document may declare entities",
        "consult/intake/package.py",
        "DefusedXMLParser(forbid_dtd=True)",
        "DefusedXMLParser(forbid_dtd=False, forbid_entities=False, forbid_external=False)",
        (f"{MALICIOUS}::test_a_malicious_or_odd_draft_is_refused_by_name[external entity]",),
    ),
)
