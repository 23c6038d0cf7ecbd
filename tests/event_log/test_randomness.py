"""Random bytes are handed out once, also where a process forks."""

import os

import pytest

from consult.instance.randomness import BLOCK, random_bytes


def test_no_piece_is_handed_out_twice() -> None:
    pieces = [random_bytes(32) for _ in range(3 * BLOCK // 32)]
    assert {len(piece) for piece in pieces} == {32}
    assert len(set(pieces)) == len(pieces)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_child_draws_its_own() -> None:
    random_bytes(32)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, random_bytes(32))
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reading, 32) != random_bytes(32)
