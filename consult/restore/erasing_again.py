"""What was erased after the moment restored is erased again, from tables and files of the database, before anybody reads."""

from __future__ import annotations

from consult.backup.kept_apart import ErasureJournal
from consult.commands.comment.erasure import erase_words
from consult.runtime import Runtime
from consult.telling.stopping import end_letters
from consult.work import LogSource
from consult.work.database_cleaning import clean
from projections.catch_up import catch_up
from projections.rebuild import rebuild

SIGNED_OUT = "DELETE FROM staff.sessions"


async def erase_again(runtime: Runtime, journal: ErasureJournal) -> int:
    """Answers with how many comments the log does not know yet as erased. Everybody is signed out, too: nobody knows who left."""
    size = (await runtime.log.head()).size
    await runtime.database.pool.execute(SIGNED_OUT)
    later = [each for each in journal.read() if each.position >= size]
    # DANGER: those that the log knows are erased by `clean`; these the journal alone knows, and the read models show them.
    for each in later:
        await erase_words(runtime, each.comment_id, each.scope)
        await end_letters(runtime, each.comment_id, "erased")
    source = LogSource(runtime.archive)
    if later:
        await rebuild(runtime.database.pool, source, freshness=runtime.freshness)
    await catch_up(runtime.database.pool, source, freshness=runtime.freshness)
    await clean(runtime)
    return len(later)
