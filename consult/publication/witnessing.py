"""Cosignatures of outside witnesses on the checkpoint that is served: C2SP tlog-witness v1.0.0, as client."""

from __future__ import annotations

import asyncio
import time
from base64 import b64encode
from collections.abc import Callable, Collection

import httpx
import structlog

from consult.event_log import Head
from consult.public_log.cosignature import cosignature_time
from consult.public_log.note import NoteInvalid
from consult.public_log.policy import Witness
from consult.publication.policy import policy_of
from consult.publication.tree import consistency
from consult.runtime import Runtime

logger = structlog.get_logger()
TIMEOUT = 5.0  # seconds
ATTEMPTS = 3
LARGEST = 16 * 1024  # bytes of a request or an answer
LONGEST_PAUSE = 64.0  # seconds before a witness that failed is asked again
PUBLISH = "UPDATE log.published SET size = $1, checkpoint = $2 WHERE size <= $1"
PUBLISHED = "SELECT size, checkpoint FROM log.published"


class WitnessRefused(Exception):
    """A witness did not cosign; it is asked again with the next checkpoint."""


class Witnessing:
    """Sends each new head to the witnesses. `sizes`: what each of them has last cosigned, as far as this process knows."""

    def __init__(self, runtime: Runtime, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._runtime, self._monotonic = runtime, monotonic
        self._policy = policy_of(runtime)
        self.sizes: dict[str, int] = {}
        self._failures: dict[str, int] = {}
        self._not_before: dict[str, float] = {}

    async def publish(self) -> None:
        """Publish the present head with the cosignatures of those that answer; nothing waits for those that do not.

        A head that lacks its quorum is shown again until it has it. Does nothing where no witnesses are configured.
        """
        head = await self._runtime.log.head()
        size, published = await self._runtime.database.pool.fetchrow(PUBLISHED)
        lines = self._lines(published) if size == head.size else {}
        if not head.size or not self._policy.witnesses or (size == head.size and self._policy.satisfied(lines)):
            return
        lines |= await self._cosignatures(head, without=lines)
        note = head.checkpoint + "".join(f"{lines[name]}\n" for name in self._policy.witnesses if name in lines)
        # DANGER: publication. From here on the outside serves and remembers this head, and whoever has seen it will ask for a
        # proof that every later one contains it. It is read from the committed head, never from a batch on its way, and the
        # statement leaves a larger one alone: another process may have published it while the witnesses were asked.
        if (size, published) != (head.size, note):
            await self._runtime.database.pool.execute(PUBLISH, head.size, note)

    def _lines(self, note: str) -> dict[str, str]:
        """The cosignatures in a note that hold, by the witness's name in the policy."""
        text, _, lines = note.rpartition("\n\n")
        witnesses = self._policy.witnesses.items()
        return {name: line for name, one in witnesses for line in lines.splitlines() if _holds(line, one, text + "\n")}

    async def _cosignatures(self, head: Head, without: Collection[str]) -> dict[str, str]:
        now = self._monotonic()
        asked = [
            witness
            for name, witness in self._policy.witnesses.items()
            if witness.url and name not in without and self._not_before.get(name, now) <= now
        ]
        async with httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False) as client:
            answers = await asyncio.gather(*[self._asked(client, witness, head) for witness in asked])
        return {witness.name: line for witness, line in zip(asked, answers, strict=True) if line}

    async def _asked(self, client: httpx.AsyncClient, witness: Witness, head: Head) -> str | None:
        try:
            line = await self._cosignature(client, witness, head)
        except (WitnessRefused, httpx.HTTPError) as error:
            failures = self._failures[witness.name] = self._failures.get(witness.name, 0) + 1
            self._not_before[witness.name] = self._monotonic() + min(LONGEST_PAUSE, 2.0 ** min(failures, 10))
            reason = f"{error}" or type(error).__name__
            logger.warning("witness did not cosign", witness=witness.name, size=head.size, reason=reason)
            return None
        self._failures.pop(witness.name, None)
        return line

    async def _cosignature(self, client: httpx.AsyncClient, witness: Witness, head: Head) -> str:
        """The witness's line. One that knows another size than we thought says so, and is asked from there."""
        for _ in range(ATTEMPTS):
            old = min(self.sizes.get(witness.name, 0), head.size)
            response = await client.post(f"{witness.url.rstrip('/')}/add-checkpoint", content=await self._request(old, head))
            if response.status_code == 409 and (known := response.text.strip()).isdecimal() and len(known) < 16:
                if int(known) > head.size:
                    raise WitnessRefused(f"it has seen {known} entries, the log has {head.size}")
                if int(known) == old:
                    raise WitnessRefused(f"it has another root at size {old}")
                self.sizes[witness.name] = int(known)
                continue
            if response.status_code != 200 or len(response.content) > LARGEST:
                raise WitnessRefused(f"it answers {response.status_code}")
            line = _own_line(response.text, witness, head.checkpoint)
            self.sizes[witness.name] = head.size
            return line
        raise WitnessRefused(f"it changed its size {ATTEMPTS} times")

    async def _request(self, old: int, head: Head) -> bytes:
        """The size it has, the proof from there, and the checkpoint with our own signature only."""
        proof = await consistency(self._runtime.database.pool, old, head.size)
        lines = "".join(f"{b64encode(item).decode()}\n" for item in proof)
        return f"old {old}\n{lines}\n{head.checkpoint}".encode()


def _own_line(answer: str, witness: Witness, checkpoint: str) -> str:
    text = checkpoint.rpartition("\n\n")[0] + "\n"
    for line in answer.splitlines():
        if _holds(line, witness, text):
            return line
    raise WitnessRefused("its answer holds no cosignature by its key")


def _holds(line: str, witness: Witness, text: str) -> bool:
    try:
        return cosignature_time(line, witness.key, text) is not None
    except NoteInvalid:
        return False
