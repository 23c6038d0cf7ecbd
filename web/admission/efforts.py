"""What a comment brings while its decision is under attack: a proof of work (ALTCHA), or a ticket that has been waited with."""

from __future__ import annotations

import secrets
import time
from datetime import datetime
from hmac import compare_digest
from typing import Any
from uuid import UUID

import altcha
import msgspec

from consult.runtime import Runtime

ALGORITHM, COST, COUNTERS = "PBKDF2/SHA-256", 1000, 400
"""On average 200 derivations of 1,000 rounds: a tenth of a second of a desktop's processor, a second of an old telephone's."""
LASTING = 1800  # seconds in which a challenge can be answered, and a ticket used
WAIT = 8  # seconds
PROOF_LENGTH = 4096  # characters


class Effort(msgspec.Struct, frozen=True):
    """As sent: both may be empty or wrong."""

    proof: str = ""
    ticket: str = ""


class VerifiedEffort(msgspec.Struct, frozen=True):
    """An effort that was made. `id`: it serves one comment. `cost`: how much of its network's limit the comment takes."""

    id: bytes
    cost: float


class Efforts:
    """Challenges and tickets carry all they need under a keyed hash: nothing is kept for whoever only asks for them."""

    def __init__(self, runtime: Runtime) -> None:
        self._key = runtime.sealed.key
        self._secret = self._key.derive("proof of work")

    def challenge(self, consultation_id: UUID) -> dict[str, Any]:
        """A challenge of ALTCHA's proof of work, version 2, for one comment on this decision."""
        made = altcha.create_challenge(
            ALGORITHM,
            COST,
            counter=secrets.randbelow(COUNTERS),
            expires_at=int(time.time()) + LASTING,
            data={"decision": str(consultation_id)},
            hmac_secret=self._secret,
        )
        return made.to_dict()

    def verified(self, consultation_id: UUID, effort: Effort, now: datetime) -> VerifiedEffort | None:
        """The effort, where it was made for this decision."""
        if effort.proof and (nonce := self._solved(consultation_id, effort.proof)):
            return VerifiedEffort(nonce.encode(), 1)
        age = self.age(consultation_id, effort.ticket, now)
        return VerifiedEffort(effort.ticket.encode(), 10) if age is not None and WAIT <= age <= LASTING else None

    def _solved(self, consultation_id: UUID, proof: str) -> str | None:
        if len(proof) > PROOF_LENGTH or not altcha.verify_solution(proof, self._secret).verified:
            return None
        parameters = altcha.Payload.from_base64(proof).challenge.parameters
        return parameters.nonce if parameters.data == {"decision": str(consultation_id)} else None

    def ticket(self, consultation_id: UUID, now: datetime) -> str:
        """A ticket that says when it was given."""
        text = f"{int(now.timestamp() * 1000)}.{secrets.token_urlsafe(12)}"
        return f"{text}.{self._mac(consultation_id, text)}"

    def age(self, consultation_id: UUID, ticket: str, now: datetime) -> float | None:
        """Seconds since it was given; None where it is none of ours for this decision."""
        text, _, mac = ticket.rpartition(".")
        if not compare_digest(mac.encode("utf-8", "replace"), self._mac(consultation_id, text).encode()):
            return None
        return now.timestamp() - int(text.partition(".")[0]) / 1000

    def _mac(self, consultation_id: UUID, text: str) -> str:
        return self._key.mac("ticket", consultation_id.bytes, text.encode("utf-8", "replace")).hex()[:32]
