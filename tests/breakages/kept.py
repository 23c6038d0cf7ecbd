"""Breakages of answers to forms that have an address of their own, and of what stays in a tab."""

from __future__ import annotations

from tests.breakages.breakage import Breakage

PAGES = "tests/web/test_kept_pages.py"

KEPT = (
    Breakage(
        "a kept page opens at any address",
        "consult/commands/kept_pages.py",
        '    return f"kept page {place}"\n',
        '    return "kept page"\n',
        (f"{PAGES}::test_a_kept_page_opens_at_its_own_address_only_and_for_an_hour",),
    ),
    Breakage(
        "a kept page of the desk opens for whoever is signed in",
        "web/kept_pages.py",
        '        return f"{path} {(await signed_in(request)).person.id}"\n',
        "        await signed_in(request)\n        return path\n",
        (f"{PAGES}::test_at_the_desk_a_page_is_kept_for_the_person_it_was_shown_to",),
    ),
    Breakage(
        "one network fills the store with kept pages",
        "web/admission/admission.py",
        "        if self._levels.seconds_until((KEPT_PAGES, network), self.network_rule, 1.0, now):\n",
        "        if False:\n",
        (f"{PAGES}::test_a_network_that_sends_too_many_is_answered_at_once_and_nothing_more_is_kept_for_it",),
    ),
    Breakage(
        "what was erased is still on a kept page",
        "consult/sealed/store.py",
        '            await connection.execute("DELETE FROM sealed.kept_pages WHERE shows_recorded")\n',
        "",
        (f"{PAGES}::test_what_is_erased_is_on_no_kept_page_and_a_form_as_typed_stays",),
    ),
    Breakage(
        "words are lost with attachments that are too large",
        "web/pages/large_form.py",
        "    if not is_too_large(request):\n",
        "    if True:\n",
        (f"{PAGES}::test_attachments_that_are_too_large_together_lose_none_of_the_words",),
    ),
    Breakage(
        "the tab keeps what was sent",
        "web/static/consult.js",
        "  tab.removeItem(`typed ${receipt.dataset.sent}`);\n",
        "",
        (f"{PAGES}::test_a_half_filled_form_stays_in_its_tab_until_it_is_sent",),
    ),
)
