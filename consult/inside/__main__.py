"""The child process: one file from standard input, what is in it to standard output; little time, little memory, no network."""

from __future__ import annotations

import os
import resource
import sys

import msgspec

from consult.inside.finding import Cleaning
from consult.inside.looking import looked_into

LOWER = 10  # than the server, which goes on answering
MEMORY = 1536 << 20  # bytes of addresses
SECONDS = 15  # of processor


def main() -> None:
    os.nice(LOWER)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    content, media_type, cleaning = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=tuple[bytes, str, Cleaning])
    sys.stdout.buffer.write(msgspec.msgpack.encode(looked_into(content, media_type, cleaning)))


if __name__ == "__main__":
    main()
