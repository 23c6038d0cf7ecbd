"""Breakages of the letters to people who commented: to whom, once, ended, and only what was promised."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

LIFE, LINKS, UNDELIVERED, ERASING, RESTORING, ADDRESSES = (
    f"tests/telling/test_{name}.py" for name in ("life", "links", "undelivered", "erasing", "restoring", "addresses")
)
SLOWLY = "tests/telling/test_slowly.py"
WHOLE = f"{LIFE}::test_a_whole_life_is_told_once_and_to_nobody_else"

TELLING = (
    Breakage(
        "somebody is told who has not confirmed",
        "consult/telling/own_events.py",
        "    elif recipient.since is not None and recipient.since < entry.position and (told := told_of(event)):\n",
        "    elif told := told_of(event):\n",
        (WHOLE,),
    ),
    Breakage(
        "somebody is told of what was before his confirmation",
        "consult/telling/teller.py",
        "AND since < $2 AND",
        "AND (since < $2 OR since >= 0) AND",
        (WHOLE,),
    ),
    Breakage(
        "a letter that was made before is made again",
        "consult/telling/putting.py",
        "ON CONFLICT (id) DO NOTHING RETURNING id",
        "ON CONFLICT (id) DO UPDATE SET made_at = excluded.made_at RETURNING id",
        (WHOLE,),
    ),
    Breakage(
        "a point made since counts as answered before",
        "consult/archive/streams.py",
        "published if before is None or entry.position < before]",
        "published]",
        (WHOLE,),
    ),
    Breakage(
        "what waits is sent although its author has ended it",
        "consult/mail/recipients.py",
        '    await connection.execute(DROP, comment_id, "refused" if ending == "refused" else "dropped", at)\n',
        "",
        (f"{LINKS}::test_one_click_ends_it_without_cookies_and_takes_back_what_waits",),
    ),
    Breakage(
        "opening a link confirms the address",
        "web/pages/telling.py",
        "    _, found = await _confirmation(request)\n    return _page(request, found, found.state, confirming=True)\n",
        "    link, found = await _confirmation(request)\n    await confirm_contact(runtime_of(request), link)\n"
        "    return _page(request, found, found.state, confirming=True)\n",
        (f"{LINKS}::test_opening_a_link_changes_nothing_and_following_it_twice_says_so",),
    ),
    Breakage(
        "a link confirms for ever",
        "consult/commands/comment/contact.py",
        "runtime.real_clock.now() >= issued_at + LINK_LASTS",
        "False",
        (f"{LINKS}::test_a_link_is_good_for_a_fortnight",),
    ),
    Breakage(
        "the letter with the link is sent as often as somebody asks",
        "consult/commands/comment/contact.py",
        '    if row["asked"] >= MOST:\n',
        "    if False:\n",
        (f"{LINKS}::test_the_link_is_sent_again_three_times_in_all_and_not_within_ten_minutes",),
    ),
    Breakage(
        "a site without a mail server promises letters",
        "web/pages/about.py",
        "    if runtime_of(request).settings.letters:\n",
        "    if True:\n",
        (f"{LINKS}::test_without_a_mail_server_nothing_is_promised_and_nothing_made",),
    ),
    Breakage(
        "an address that is refused for good is tried again",
        "consult/mail/sending.py",
        "return all(is_of_the_recipient(each.code, each.message) for each in refused)",
        "return False",
        (f"{UNDELIVERED}::test_an_address_refused_for_good_gets_nothing_more_and_its_author_reads_why",),
    ),
    Breakage(
        "letters about what came by post are always Chinese",
        "consult/commands/comment/submission.py",
        "_language_of_letters(runtime, command, command.language, data_key)",
        '_language_of_letters(runtime, command, "zh", data_key)',
        (WHOLE,),
    ),
    Breakage(
        "a letter whose answer is waited for is sent by another as well",
        "consult/mail/outbox.py",
        "UPDATE staff.outbox SET due_at = $4 WHERE id = $1 AND attempts = $2 AND due_at > $3 RETURNING 1",
        "SELECT 1 FROM staff.outbox WHERE id = $1 AND attempts = $2 AND due_at > $3 AND $4::timestamptz > $3",
        (f"{SLOWLY}::test_a_letter_whose_answer_is_waited_for_is_nobody_elses_and_holds_up_no_other",),
    ),
    Breakage(
        "a letter that the server may have taken is sent again at once",
        "consult/mail/sending.py",
        "await _failed(outbox, leased, str(failure), UNANSWERED)",
        "await _failed(outbox, leased, str(failure))",
        (f"{SLOWLY}::test_a_letter_that_the_server_may_have_taken_is_not_sent_again_for_half_an_hour",),
    ),
    Breakage(
        "a report of a delay ends the letters",
        "consult/telling/bounces.py",
        'return any(action == "failed" and is_status_of_the_recipient(status) for action, status in found)',
        "return bool(found)",
        (f"{UNDELIVERED}::test_what_is_no_permanent_failure_or_comes_to_an_altered_address_changes_nothing",),
    ),
    Breakage(
        "nobody is told that his data was erased",
        "consult/commands/comment/erasure.py",
        "            await tell_of_erasure(runtime, comment_id, events, entry.position)\n",
        "",
        (f"{ERASING}::test_who_confirmed_is_told_of_the_erasure_and_nothing_after_it",),
    ),
    Breakage(
        "a restored database sends again what was sent",
        "consult/restore/restoring.py",
        "            await settle_again(runtime, LetterJournal(folder.folder))\n",
        "",
        (f"{RESTORING}::test_what_was_sent_after_the_moment_restored_is_not_sent_again",),
    ),
    Breakage(
        "the audit passes over a contact that is confirmed twice",
        "domain/recheck/comments.py",
        "    if happened(own, ContactConfirmed):\n",
        "    if False:\n",
        ("tests/domain/property/test_recheck.py::test_a_rule_broken_on_purpose_is_found",),
    ),
    Breakage(
        "the title of a decision writes headers of a letter",
        "consult/mail/sending.py",
        '.replace(ENCODED_WORD, "= ?")',
        "",
        (f"{ADDRESSES}::test_no_address_and_no_title_makes_headers_of_its_own",),
    ),
    Breakage(
        "an address writes headers of a letter",
        "consult/mail/sending.py",
        "    if ENCODED_WORD in leased.letter.to:\n",
        "    if False:\n",
        (f"{ADDRESSES}::test_no_address_and_no_title_makes_headers_of_its_own",),
    ),
    Breakage(
        "an address with an encoded word is taken",
        "domain/comment/draft.py",
        "(?!.*=\\?)",
        "",
        (f"{ADDRESSES}::test_what_is_no_address_is_refused_when_it_is_given",),
    ),
    Breakage(
        "an address in another writing is asked ten times more",
        "consult/mail/addresses.py",
        "        same = written(address)\n",
        "        same = address\n",
        (f"{ADDRESSES}::test_one_address_is_one_however_it_is_written",),
    ),
    Breakage(
        "a mail server that does not know us ends everybody's letters",
        "consult/mail/statuses.py",
        " and not NOT_OF_THE_RECIPIENT.match(status)",
        "",
        (f"{UNDELIVERED}::test_only_what_is_about_the_recipient_is_for_good",),
    ),
    Breakage(
        "a report of brackets stops the program",
        "consult/telling/bounces.py",
        "    except RecursionError:",
        "    except ZeroDivisionError:",
        (f"{UNDELIVERED}::test_what_is_no_permanent_failure_or_comes_to_an_altered_address_changes_nothing",),
    ),
)
