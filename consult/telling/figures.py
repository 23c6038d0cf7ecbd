"""How the mail stands, in figures: nobody's address."""

from __future__ import annotations

import msgspec

from consult.mail.outbox import OutboxState
from consult.runtime import Runtime
from domain.access import Actor, Role, require_role

REFUSED = "SELECT count(*) FROM sealed.recipients WHERE state = 'refused'"
BEHIND = "SELECT h.size - t.below FROM log.head h, sealed.told t"


class MailFigures(msgspec.Struct, frozen=True, kw_only=True):
    """`refused`: comments whose address the mail server refuses. `behind`: entries of the log that letters have not come to."""

    outbox: OutboxState
    refused: int
    behind: int


async def mail_figures(runtime: Runtime, actor: Actor) -> MailFigures:
    """For administrators. Raises RoleMissing."""
    require_role(actor, Role.ADMINISTRATOR)
    pool = runtime.database.pool
    return MailFigures(
        outbox=await runtime.outbox.state(), refused=await pool.fetchval(REFUSED), behind=await pool.fetchval(BEHIND)
    )
