"""Which witnesses there are, and how many must have cosigned: C2SP tlog-policy."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from consult.public_log.cosignature import WitnessKey, witness_key
from consult.public_log.note import NoteInvalid

NONE = "none"


class PolicyInvalid(Exception):
    """A policy has not the form of the specification."""


class Witness(msgspec.Struct, frozen=True):
    """`url`: the submission prefix, empty where it is not known."""

    name: str
    key: WitnessKey
    url: str = ""


class Group(msgspec.Struct, frozen=True):
    threshold: int
    members: tuple[str, ...]


class Policy(msgspec.Struct, frozen=True):
    """`lines`: as they were read, those of logs and quorum left out."""

    witnesses: dict[str, Witness]
    groups: dict[str, Group]
    quorum: str
    lines: tuple[str, ...]

    def satisfied(self, cosigned: Collection[str]) -> bool:
        """Whether these witnesses (by their names in the policy) make the quorum."""
        return self.quorum == NONE or self._has(self.quorum, cosigned)

    def _has(self, name: str, cosigned: Collection[str]) -> bool:
        if name in self.witnesses:
            return name in cosigned
        group = self.groups[name]
        return sum(self._has(member, cosigned) for member in group.members) >= group.threshold

    def text(self, verification_key: str) -> str:
        """The policy of the log with this key."""
        return "\n".join([f"log {verification_key}", *self.lines, f"quorum {self.quorum}"]) + "\n"


NO_WITNESSES = Policy({}, {}, NONE, ())


def parse_policy(text: str) -> Policy:
    """Raises PolicyInvalid, naming the line."""
    policy = Policy({}, {}, "", ())
    for number, line in enumerate(text.split("\n"), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        try:
            policy = _with(policy, words)
        except (ValueError, NoteInvalid) as error:
            raise PolicyInvalid(f"line {number} of the policy: {error}") from error
    if not policy.quorum:
        raise PolicyInvalid("the policy has no quorum line")
    return policy


def _with(policy: Policy, words: list[str]) -> Policy:
    match words:
        case ["log", _, *url] if len(url) < 2:
            return policy
        case ["witness", name, vkey, *url] if len(url) < 2:
            _assert_new(policy, name)
            key = witness_key(vkey)
            if any(other.key.public_key == key.public_key for other in policy.witnesses.values()):
                raise ValueError(f"the key of {name} is listed twice")
            policy.witnesses[name] = Witness(name, key, url[0] if url else "")
        case ["group", name, threshold, *members] if members:
            _assert_new(policy, name)
            policy.groups[name] = _group(policy, threshold, members)
        case ["quorum", name] if not policy.quorum and (name == NONE or name in policy.witnesses or name in policy.groups):
            return msgspec.structs.replace(policy, quorum=name)
        case _:
            raise ValueError(f"not understood: {' '.join(words)}")
    return msgspec.structs.replace(policy, lines=(*policy.lines, " ".join(words)))


def _group(policy: Policy, threshold: str, members: list[str]) -> Group:
    taken = {member for group in policy.groups.values() for member in group.members}
    for member in members:
        if (member not in policy.witnesses and member not in policy.groups) or member in taken or members.count(member) > 1:
            raise ValueError(f"{member} is not defined above, or a member twice")
    least = {"any": 1, "all": len(members)}.get(threshold)
    least = int(threshold) if least is None and threshold.isdecimal() else least
    if least is None or not 1 <= least <= len(members):
        raise ValueError(f"{threshold} of {len(members)} members cannot be asked for")
    return Group(least, tuple(members))


def _assert_new(policy: Policy, name: str) -> None:
    if name in policy.witnesses or name in policy.groups or name == NONE:
        raise ValueError(f"{name} is defined twice")
