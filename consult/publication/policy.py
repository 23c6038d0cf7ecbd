"""The policy that this log is published under: its key, the witnesses of its settings, their quorum."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from consult.public_log.policy import NO_WITNESSES, Policy, parse_policy
from consult.runtime import Runtime


@lru_cache(maxsize=8)
def _read(file: str) -> Policy:
    return parse_policy(Path(file).read_text("utf-8")) if file else NO_WITNESSES


def policy_of(runtime: Runtime) -> Policy:
    """Raises PolicyInvalid, OSError."""
    return _read(runtime.settings.witnesses)


def served_policy(runtime: Runtime) -> str:
    """As it is served at /log/policy."""
    return policy_of(runtime).text(runtime.signer.verification_key)
