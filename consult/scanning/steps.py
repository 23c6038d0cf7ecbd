"""Steps of the work role: files that came in are examined, and handed to the virus scanner where there is one."""

from __future__ import annotations

import structlog

from consult.inside.child import look_into
from consult.inside.finding import Cleaning
from consult.runtime import Runtime
from consult.scanning.clamd import scan
from consult.scanning.examinations import Examinations, Verdict
from consult.sealed.store import LANGUAGE

logger = structlog.get_logger()
AT_ONCE = 20


async def examine_files(runtime: Runtime) -> None:
    """Note what is conspicuous about the files that came in."""
    known = Examinations(runtime.database.pool)
    for file in await known.not_examined(AT_ONCE):
        content = await runtime.sealed.blob(file.owner_id, file.sha256)
        if content is not None:
            ours = file.media_type == LANGUAGE  # two letters, and no file of anybody's
            notes = () if ours else (await look_into(content, file.media_type, Cleaning.PERSONAL)).notes
            await known.note(file, notes)


async def scan_files(runtime: Runtime) -> None:
    """Hand the files to the scanner of the settings. Raises ScannerFailed; the file is handed to it again then."""
    if not runtime.settings.scanner:
        return
    known = Examinations(runtime.database.pool)
    for file in await known.not_scanned(AT_ONCE):
        content = await runtime.sealed.blob(file.owner_id, file.sha256)
        if content is not None:
            verdict, signature = await scan(runtime.settings.scanner, content)
            await known.judge(file, verdict, signature)
            if verdict == Verdict.INFECTED:
                logger.warning("infected file", signature=signature)
