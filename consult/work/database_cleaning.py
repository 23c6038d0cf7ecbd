"""Removes erased content from PostgreSQL's files: old row versions, statistics, the write-ahead log.

An erasure, a withdrawal, a revision of a screening, or a correction (also of a registration) takes content out of every
table at once; PostgreSQL leaves the bytes in its files until something takes their place.
"""

from __future__ import annotations

import asyncio

import asyncpg
import structlog

from consult.commands.application.erasure import finish_application_erasures
from consult.commands.comment.erasure import finish_erasures
from consult.commands.questionnaire.erasure import finish_response_erasures
from consult.runtime import Runtime
from domain.application.events import ApplicationErased
from domain.comment.events import CommentErased, CommentWithdrawn, RegistrationCorrected, ScreeningRevised
from domain.consultation.events import CorrectionMade
from domain.event import stored_topics
from domain.questionnaire_response.events import ResponseErased

logger = structlog.get_logger()
CLOSING_EVENTS = (CommentErased, CommentWithdrawn, RegistrationCorrected, ScreeningRevised, CorrectionMade)
CLEANED_FOR = stored_topics(ApplicationErased.topic, ResponseErased.topic, *(kind.topic for kind in CLOSING_EVENTS))
PATIENCE = 10.0  # seconds that the read models, or the backup, may be behind
PAUSE = 0.1  # seconds

# Every table that can hold what a person typed, sealed or opened. DANGER: each is locked while it is rewritten.
REWRITE = """
VACUUM (FULL, ANALYZE) sealed.data_keys, sealed.parts, sealed.blobs, sealed.waiting_uploads, sealed.saved_forms,
    sealed.kept_pages, sealed.text_marks, sealed.contact_marks, sealed.application_marks, sealed.recipients, sealed.letters,
    staff.outbox, read.comments, read.comment_articles, read.article_counts,
    read.text_repeats, read.ledgers, read.consultations, read.texts, read.articles, read.public_blobs, read.corrections,
    read.points, read.point_comments, read.point_texts, read.feedback, read.supplements, read.search_entries, read.history,
    read.grievances, read.expert_reviews, read.risk_assessments, read.catalogues, read.catalogue_matters,
    read.catalogue_changes, read.activities, read.applications, read.application_counts,
    read.undertakings, read.undertaking_steps, read.performance, read.measures,
    read.questionnaires, read.questionnaire_responses, read.questionnaire_counts,
    read.matter_decisions, read.anchors, read.action_counts, read.years, read.progress
"""
STATISTICS = "VACUUM FULL pg_catalog.pg_statistic"
DUE = """
SELECT EXISTS (SELECT FROM log.events
    WHERE position >= (SELECT below FROM sealed.cleaned) AND position < $1 AND topic = ANY($2))
"""
NOT_RECEIVED = "SELECT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = 'consult_backup' AND restart_lsn < $1::pg_lsn)"
LOOKED = "UPDATE sealed.cleaned SET below = $1"


class ReadModelsBehind(Exception):
    """What was erased may still stand in the read models: there is nothing to clean yet."""


async def cleaning_due(runtime: Runtime) -> bool:
    """Whether something was erased or hidden again since the last cleaning."""
    size = (await runtime.log.head()).size
    if await runtime.database.pool.fetchval(DUE, size, CLEANED_FOR):
        return True
    await runtime.database.pool.execute(LOOKED, size)
    return False


async def clean(runtime: Runtime) -> None:
    """Rewrite the tables, so that no file of theirs holds what is in no row; and let go of the write-ahead log before.

    Raises ReadModelsBehind; LockNotAvailableError where somebody reads for longer than ten seconds.
    """
    size = (await runtime.log.head()).size
    await finish_erasures(runtime)
    await finish_application_erasures(runtime)
    await finish_response_erasures(runtime)
    if not await runtime.wait_until_projected(size - 1, PATIENCE):
        raise ReadModelsBehind
    # DANGER: cleaning. What was erased is gone from here on, from the files too: the erasures are finished and the read models
    # are past the last event known above, or a row about to be emptied would be copied into the new files once more. The
    # position is read before all this: what is erased meanwhile is cleaned the next time. Comments wait while their tables are
    # rewritten; the time limit on the lock is there so that nobody waits behind a reader who does not end. To break off is
    # harmless: each table is the old or the new one, and the position is put down last.
    owner = await asyncpg.connect(runtime.database.url, server_settings={"lock_timeout": "10s"})
    try:
        await owner.execute(REWRITE)
        await owner.execute(STATISTICS)
        await _let_go_of_the_log(owner)
    finally:
        await owner.close()
    await runtime.database.pool.execute(LOOKED, size)


async def _let_go_of_the_log(owner: asyncpg.Connection) -> None:
    """Segments before this moment are needed by no server any more, which removes them (our own with `wal_recycle` off)."""
    try:
        await _backup_has_it(owner, await owner.fetchval("SELECT pg_switch_wal()"))
        await owner.execute("CHECKPOINT")
    except asyncpg.InsufficientPrivilegeError:
        logger.warning("write-ahead log left to the server", needed="pg_switch_wal, pg_checkpoint")


async def _backup_has_it(owner: asyncpg.Connection, until: object) -> None:
    """Whoever receives the log for the backup has come `until` there; else the server would keep it for him."""
    try:
        async with asyncio.timeout(PATIENCE):
            while await owner.fetchval(NOT_RECEIVED, until):  # noqa: ASYNC110 (the server tells nobody)
                await asyncio.sleep(PAUSE)
    except TimeoutError:
        logger.warning("write-ahead log kept for the backup, which does not fetch it")
