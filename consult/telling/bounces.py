"""Reports of letters that were not delivered (RFC 3464): after a permanent failure nothing more is sent to that address.

Which comment a letter was about stands in the address that the report comes to: a token that only this instance can make.
"""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from email.utils import getaddresses
from enum import StrEnum
from uuid import UUID

from consult.mail.statuses import is_status_of_the_recipient
from consult.runtime import Runtime
from consult.telling.putting import tokens_of
from consult.telling.stopping import end_letters

LARGEST = 10 * 2**20  # bytes of a report that are looked at
ADDRESSED = ("to", "delivered-to", "x-original-to", "envelope-to")


class Outcome(StrEnum):
    """What became of a report, in words for the mail server's log."""

    SUPPRESSED = "no more letters are sent to this address"
    ENDED_BEFORE = "nothing was sent to this address any more"
    NOT_A_FAILURE = "not a report of a permanent failure: nothing changed"
    NOT_OURS = "it came to no address of ours, or to an altered one: nothing changed"


async def take_report(runtime: Runtime, content: bytes, came_to: str = "") -> Outcome:
    """`came_to`: the address that the report was delivered to, where the mail server says it; else its headers do."""
    try:
        report = message_from_bytes(content[:LARGEST], policy=compat32)
        comment_id, failed = _comment_of(runtime, report, came_to), is_permanent_failure(report)
    except RecursionError:  # parts in parts in parts, or brackets: no mail server made it
        return Outcome.NOT_A_FAILURE
    if comment_id is None:
        return Outcome.NOT_OURS
    if not failed:
        return Outcome.NOT_A_FAILURE
    return Outcome.SUPPRESSED if await end_letters(runtime, comment_id, "refused") else Outcome.ENDED_BEFORE


def _comment_of(runtime: Runtime, report: Message, came_to: str) -> UUID | None:
    headers = [str(value) for name in ADDRESSED for value in report.get_all(name, [])]
    tokens = tokens_of(runtime.sealed.key)
    for _, address in getaddresses([came_to] if came_to else headers):
        token = address.partition("@")[0].rpartition("+")[2]
        if comment_id := tokens.bounced(token):
            return comment_id
    return None


def is_permanent_failure(report: Message) -> bool:
    """Whether a multipart/report says that its recipient will never be reached: neither a delay, nor our own fault."""
    if report.get_content_type() != "multipart/report":
        return False
    found = [(_field(fields, "action"), _field(fields, "status")) for fields in _recipients(report)]
    return any(action == "failed" and is_status_of_the_recipient(status) for action, status in found)


def _field(fields: Message, name: str) -> str:
    return str(fields.get(name, "")).strip().lower()


def _recipients(report: Message) -> Iterator[Message]:
    """The groups of fields of each delivery status, of which those about a recipient have an action."""
    for part in report.walk():
        if part.get_content_type() == "message/delivery-status":
            groups = part.get_payload()
            yield from (group for group in groups if isinstance(group, Message)) if isinstance(groups, list) else ()
