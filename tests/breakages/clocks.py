"""Breakages of reminders and calendars: to whom, once, on which days; and what stands behind a secret address."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

REMINDED, DATED = "tests/desk/clocks/test_reminders.py", "tests/desk/clocks/test_calendar.py"

CLOCKS = (
    Breakage(
        "two processes send a person two digests on a day",
        "consult/staff/digests.py",
        "WHERE d.day < excluded.day RETURNING true",
        "RETURNING true",
        (f"{REMINDED}::test_there_is_one_letter_a_day_whatever_happens",),
    ),
    Breakage(
        "the work role sends no reminders",
        "consult/work/leading.py",
        "    yield repeat(REMINDING, reminders=partial(send_digests, runtime))\n",
        "",
        (f"{REMINDED}::test_the_work_role_sends_them_by_itself",),
    ),
    Breakage(
        "staff are written to on days of rest",
        "consult/reminders/daily.py",
        "    return calendar.is_working_day(local.date()) and BEGINS",
        "    return BEGINS",
        (f"{REMINDED}::test_clocks_are_told_seven_days_and_one_before_and_on_the_working_day_before",),
    ),
    Breakage(
        "before a holiday nobody is reminded of what closes in it",
        "consult/reminders/reminders.py",
        "        days = range((self.following - self.day).days)\n",
        "        days = range(1)\n",
        (f"{REMINDED}::test_a_line_says_which_decision_what_until_when_and_where",),
    ),
    Breakage(
        "a day that was missed is told in the evening",
        "consult/reminders/daily.py",
        "BEGINS <= local.time() < ENDS",
        "BEGINS <= local.time()",
        (f"{REMINDED}::test_there_is_one_letter_a_day_whatever_happens",),
    ),
    Breakage(
        "who has no appeal to decide is reminded of it",
        "consult/reminders/reminders.py",
        'if item.counts.get("appeals") and any(step in SCREENING for step in possible[Stage.ANSWERS]):',
        'if item.counts.get("appeals"):',
        (f"{REMINDED}::test_each_is_reminded_of_what_he_can_act_on_and_of_nothing_else",),
    ),
    Breakage(
        "a kind that was switched off is told all the same",
        "consult/reminders/reminders.py",
        "for kind in ReminderKind if kind not in frozenset(off)]",
        "for kind in ReminderKind]",
        (f"{REMINDED}::test_each_kind_is_switched_by_its_person_and_the_preview_says_what_the_letter_would",),
    ),
    Breakage(
        "letters that wait go to whoever was deactivated",
        "consult/staff/register.py",
        '                await connection.execute("DELETE FROM staff.outbox WHERE person_id = $1", person_id)\n',
        "",
        (f"{REMINDED}::test_whoever_is_deactivated_gets_nothing_not_even_what_waits",),
    ),
    Breakage(
        "a person who is deactivated in this moment gets a digest",
        "consult/staff/digests.py",
        "WHERE p.id = $1 AND NOT p.disabled FOR SHARE",
        "WHERE p.id = $1 FOR SHARE",
        (f"{REMINDED}::test_whoever_is_deactivated_gets_nothing_not_even_what_waits",),
    ),
    Breakage(
        "an address of a calendar works on after it was renewed",
        "consult/staff/calendar_addresses.py",
        "ON CONFLICT (person_id) DO UPDATE SET token_hash = excluded.token_hash, made_at",
        "ON CONFLICT (person_id) DO UPDATE SET made_at",
        (f"{DATED}::test_a_secret_address_reads_what_is_public_until_it_is_renewed_or_ends",),
    ),
    Breakage(
        "the calendar shows another division what is not published",
        "consult/worklists/awaiting_publication.py",
        " and may_read(actor, states[each])]",
        "]",
        (f"{DATED}::test_the_page_has_every_clock_by_division_and_date_with_the_overdue_first",),
    ),
    Breakage(
        "a calendar file says that what will not come is certain",
        "web/calendars/icalendar_file.py",
        '        return "CANCELLED"\n',
        '        return "CONFIRMED"\n',
        (f"{DATED}::test_the_calendar_of_one_decision_stays_at_its_address_and_follows_what_changes",),
    ),
    Breakage(
        "a calendar program that asks for the head alone is told that it may not",
        "web/page_cache.py",
        '            asked = {**scope, "method": "GET"}\n            await',
        "            asked = {**scope}\n            await",
        (f"{DATED}::test_a_secret_address_reads_what_is_public_until_it_is_renewed_or_ends",),
    ),
    Breakage(
        "the name of a calendar is written without escapes",
        "web/calendars/icalendar_file.py",
        "calendar.add(property_name, vText(title))",
        "calendar.add(property_name, title)",
        (f"{DATED}::test_the_public_dates_are_read_by_a_calendar_program",),
    ),
)
