"""Checks the head: the checkpoint's signature, the policy that names the keys, cosignatures of witnesses (C2SP)."""

from __future__ import annotations

import msgspec

from consult.public_log.cosignature import cosignature_time
from consult.public_log.note import Checkpoint, NoteInvalid, open_note, stated_checkpoint
from consult.public_log.policy import Policy


class SignedCheckpoint(msgspec.Struct, frozen=True):
    """A checkpoint with what is wrong about its signature: None, `key` (no signature by this key) or `signature`."""

    checkpoint: Checkpoint
    wrong: str | None


def read_head(note: str, key: str) -> SignedCheckpoint:
    """The checkpoint as it says, and whether the log's key signed it. Raises NoteInvalid where it is no checkpoint."""
    checkpoint = stated_checkpoint(note)
    try:
        open_note(note, key)
    except NoteInvalid as error:
        return SignedCheckpoint(checkpoint, "key" if "no signature" in str(error) else "signature")
    except ValueError as error:
        raise NoteInvalid(f"a signature line is not base64: {error}") from error
    return SignedCheckpoint(checkpoint, None)


def log_key(policy: str) -> str | None:
    """The log's vkey that a tlog-policy names."""
    return next((words[1] for line in policy.splitlines() if len(words := line.split()) > 1 and words[0] == "log"), None)


def is_key(text: str) -> bool:
    """Whether `text` is a vkey of an Ed25519 log that agrees with its own id."""
    try:
        open_note("\n\n\n", text)
    except NoteInvalid as error:
        return "no signature" in str(error)
    except ValueError:
        return False
    return False


def cosigned_by(note: str, policy: Policy) -> tuple[set[str], set[str]]:
    """Names (in the policy) of the witnesses whose cosignatures hold, and of those whose do not."""
    text, _, signatures = note.rpartition("\n\n")
    good: set[str] = set()
    bad: set[str] = set()
    for name, witness in policy.witnesses.items():
        for line in signatures.splitlines():
            try:
                if cosignature_time(line, witness.key, text + "\n") is not None:
                    good.add(name)
            except NoteInvalid:
                bad.add(name)
    return good, bad
