"""The served checkpoint carries cosignatures of witnesses, which are shown every head; who does not answer stops nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from consult.audit import audit, source_at
from consult.database import Database
from consult.instance.clock import ToldClock
from consult.instance.settings import Settings
from consult.opening import runtime_on
from consult.public_log.note import open_note, parse_checkpoint
from consult.publication.checkpoint import served_checkpoint
from consult.publication.policy import policy_of, served_policy
from consult.publication.witnessing import Witnessing
from consult.runtime import Runtime
from tests.audit.mirror import put
from tests.publication.synthetic import grow
from tests.publication.witness import LocalWitness
from tests.serving import served

pytestmark = pytest.mark.anyio
NAMES = ("w1", "w2", "w3")


class Witnessed:
    """A runtime whose policy names three local witnesses, two of which make the quorum; time passes when told."""

    def __init__(self, runtime: Runtime, witnesses: list[LocalWitness]) -> None:
        self.runtime, self.witnesses = runtime, witnesses
        self.now = 0.0
        self.witnessing = Witnessing(runtime, lambda: self.now)

    async def cosigned(self) -> tuple[int, set[str]]:
        """Size of the served checkpoint, and who cosigned it."""
        note = await served_checkpoint(self.runtime)
        size = parse_checkpoint(open_note(note, self.runtime.signer.verification_key)).size
        return size, {name for name in NAMES if f"— {name}.example " in note}


@pytest.fixture
async def witnessed(database: Database, clock: ToldClock, tmp_path: Path) -> AsyncIterator[Witnessed]:
    settings = Settings(data_dir=tmp_path, origin="consult.example/log/test", witnesses=str(tmp_path / "policy"))
    runtime = runtime_on(database, settings, clock)
    witnesses = [LocalWitness(f"{name}.example", runtime.signer.verification_key) for name in NAMES]
    async with AsyncExitStack() as stack:
        addresses = [await stack.enter_async_context(served(witness)) for witness in witnesses]
        lines = [f"witness {n} {w.vkey} {a}" for n, w, a in zip(NAMES, witnesses, addresses, strict=True)]
        (tmp_path / "policy").write_text("\n".join([*lines, "group two 2 w1 w2 w3", "quorum two"]) + "\n")
        yield Witnessed(runtime, witnesses)


async def test_every_head_is_cosigned_and_proved_from_the_last(witnessed: Witnessed) -> None:
    for before, size in ((0, 3), (3, 300), (300, 301)):
        await grow(witnessed.runtime.log, before, size)
        await witnessed.witnessing.publish()
        assert await witnessed.cosigned() == (size, set(NAMES))
    assert [witness.answers for witness in witnessed.witnesses] == [[200, 200, 200]] * 3
    await witnessed.witnessing.publish()
    assert len(witnessed.witnesses[0].answers) == 3, "a head that has its quorum is not shown again"


async def test_a_witness_is_shown_our_own_signature_only(witnessed: Witnessed) -> None:
    await grow(witnessed.runtime.log, 0, 5)
    await witnessed.witnessing.publish()
    await grow(witnessed.runtime.log, 5, 6)
    await witnessed.witnessing.publish()
    for witness in witnessed.witnesses:
        assert all(request.count("—") == 1 and len(request) <= 16 * 1024 for request in witness.requests)


async def test_a_witness_that_knows_another_size_is_asked_again_from_there(witnessed: Witnessed) -> None:
    await grow(witnessed.runtime.log, 0, 5)
    await witnessed.witnessing.publish()
    await grow(witnessed.runtime.log, 5, 9)
    restarted = Witnessing(witnessed.runtime)
    await restarted.publish()
    assert witnessed.witnesses[0].answers == [200, 409, 200]
    assert await witnessed.cosigned() == (9, set(NAMES))


async def test_who_does_not_answer_stops_nothing_and_is_asked_again_later(witnessed: Witnessed) -> None:
    witnessed.witnesses[0].down = witnessed.witnesses[1].down = True
    await grow(witnessed.runtime.log, 0, 4)
    await witnessed.witnessing.publish()
    assert await witnessed.cosigned() == (4, {"w3"})
    await witnessed.witnessing.publish()
    assert witnessed.witnesses[0].answers == [503], "not asked again at once"
    witnessed.witnesses[0].down = False
    witnessed.now = 10.0
    await witnessed.witnessing.publish()
    assert await witnessed.cosigned() == (4, {"w1", "w3"})
    assert witnessed.witnesses[2].answers == [200], "who has cosigned is not asked twice"


async def test_a_witness_that_has_seen_another_history_does_not_cosign(witnessed: Witnessed) -> None:
    await grow(witnessed.runtime.log, 0, 6)
    for witness, size, root in zip(witnessed.witnesses, (6, 3, 900), (b"\1" * 32, b"\2" * 32, b"\3" * 32), strict=True):
        witness.size, witness.root = size, root
    await witnessed.witnessing.publish()
    assert await witnessed.cosigned() == (6, set())
    assert [witness.answers[-1] for witness in witnessed.witnesses] == [409, 422, 409]


async def test_a_cosignature_of_something_else_is_not_taken(witnessed: Witnessed, monkeypatch: pytest.MonkeyPatch) -> None:
    await grow(witnessed.runtime.log, 0, 2)
    one, other = witnessed.witnesses[0], witnessed.witnesses[1]
    monkeypatch.setattr(one, "cosigned", lambda text: LocalWitness.cosigned(one, text.replace("\n2\n", "\n3\n")))
    monkeypatch.setattr(other, "cosigned", one.cosigned)
    await witnessed.witnessing.publish()
    assert await witnessed.cosigned() == (2, {"w3"})


async def test_the_audit_counts_the_witnesses(witnessed: Witnessed, tmp_path: Path) -> None:
    """The synthetic entries are not of a decision, so only the head is looked at."""
    await grow(witnessed.runtime.log, 0, 1)
    await witnessed.witnessing.publish()
    put(tmp_path / "copy", "log/checkpoint", (await served_checkpoint(witnessed.runtime)).encode())
    put(tmp_path / "copy", "log/policy", served_policy(witnessed.runtime).encode())
    report = audit(source_at(str(tmp_path / "copy")))
    assert report.witnesses == NAMES
    assert not {"cosignature-wrong", "quorum-missed"} & report.counts.keys()
    note = (tmp_path / "copy" / "log" / "checkpoint").read_text()
    put(tmp_path / "copy", "log/checkpoint", "".join(note.splitlines(keepends=True)[:-2]).encode())
    assert "quorum-missed" in audit(source_at(str(tmp_path / "copy"))).counts


async def test_without_witnesses_the_head_itself_is_served(database: Database, clock: ToldClock, tmp_path: Path) -> None:
    runtime = runtime_on(database, Settings(data_dir=tmp_path), clock)
    assert not policy_of(runtime).witnesses
    await grow(runtime.log, 0, 2)
    await Witnessing(runtime).publish()
    assert await served_checkpoint(runtime) == (await runtime.log.head()).checkpoint
    assert policy_of(runtime).quorum == "none"
