"""What an author does with his own comment afterwards, by its secret reference: withdraw it, appeal."""

from __future__ import annotations

from hashlib import sha256

from consult.commands.comment.reference import comment_id_of, comment_of
from consult.commands.grievance.handling import withdrawn
from consult.commands.recording import Done, idempotency_of, once_per_key, record
from consult.event_log import StreamGuard
from consult.runtime import Runtime
from consult.telling.stopping import end_letters
from domain.comment import appeal, withdrawal


async def withdraw_comment(runtime: Runtime, reference: str, idempotency_key: str) -> Done:
    """Take one's own comment back before the close, and what it was referred as with it.

    Raises ReferenceUnknown and the rules of withdrawal.
    """
    once_only = idempotency_of(
        runtime, idempotency_key or reference, "WithdrawComment", str(comment_id_of(runtime, reference)), None
    )

    async def attempt() -> Done:
        comment = await comment_of(runtime, reference)
        consultation = await runtime.consultation(comment.consultation_id, fresh=True)
        now = runtime.clock.now()
        event = withdrawal.withdraw_comment(comment, consultation, at=now)
        more = await withdrawn(runtime, comment.grievance_id, now) if comment.grievance_id else ()
        guard = StreamGuard(consultation.id, consultation.version)
        return await record(runtime, [event, *more], owner_id=comment.id, key=once_only, guards=[guard])

    done = await once_per_key(runtime, once_only, attempt)
    await end_letters(runtime, done.id, "withdrawn")
    return done


async def appeal_withholding(runtime: Runtime, reference: str, grounds: str, idempotency_key: str) -> Done:
    """Appeal against a withholding or a referral; once. Another person decides.

    Without a key, the same grounds are the same request.
    """
    key = idempotency_key or f"{reference} {sha256(grounds.encode('utf-8', 'replace')).hexdigest()}"
    once_only = idempotency_of(runtime, key, "AppealWithholding", str(comment_id_of(runtime, reference)), grounds)

    async def attempt() -> Done:
        comment = await comment_of(runtime, reference)
        event = appeal.appeal_withholding(comment, grounds=grounds, at=runtime.clock.now())
        return await record(runtime, [event], owner_id=comment.id, key=once_only)

    return await once_per_key(runtime, once_only, attempt)
