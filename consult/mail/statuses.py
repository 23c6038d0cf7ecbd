"""Whose fault it is that a letter was not taken: by status code and text of the mail server (RFC 5321, RFC 3463).

Servers that do not know us, or hold us for a sender of spam, say so of every recipient: none of them is at fault.
"""

from __future__ import annotations

import re

# The sender's address; a full mailbox; system, protocol, content, security and policy.
NOT_OF_THE_RECIPIENT = re.compile(r"\s*5\.(1\.[78]|2\.[23]|[3567]\.\d{1,3})\b")
ENHANCED = re.compile(r"\s*5\.\d{1,3}\.\d{1,3}\b")
PLAIN = (501, 550, 551, 553)  # what servers without enhanced status say of a recipient
RELAYING = re.compile(r"relay|authenti", re.IGNORECASE)


def is_of_the_recipient(code: int, text: str) -> bool:
    """Whether an answer to RCPT says that no letter to this recipient will ever be taken."""
    if not 500 <= code < 600 or RELAYING.search(text):
        return False
    return is_status_of_the_recipient(text) if ENHANCED.match(text) else code in PLAIN


def is_status_of_the_recipient(status: str) -> bool:
    """Whether an enhanced status, or a text that begins with one, is a permanent failure of the recipient's."""
    return bool(ENHANCED.match(status)) and not NOT_OF_THE_RECIPIENT.match(status)
