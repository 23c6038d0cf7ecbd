"""The source of a published log: a folder of files, or a site over HTTP."""

from __future__ import annotations

import gzip
import http.client
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

CONNECTIONS = 6
WINDOW = 64  # requests under way
LARGEST = 512 * 1024 * 1024  # bytes of one file
GONE = (404, 410, 451)
READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)
CHUNK = 64 * 1024  # bytes


class SourceUnreadable(Exception):
    """The source cannot be read, as opposed to: it holds something wrong."""


class Source(Protocol):
    """A published tree. Paths are relative, as in `log/checkpoint`; what is not there is None."""

    name: str
    patience: tuple[float, ...]
    """Seconds to wait before asking again, and again, for what may have moved on meanwhile. Empty where nothing moves."""

    def read(self, path: str) -> bytes | None:
        """Raises SourceUnreadable."""
        ...

    def read_all(self, paths: Iterable[str]) -> Iterator[bytes | None]:
        """Contents in the order of the paths. Raises SourceUnreadable."""
        ...

    def page(self, path: str) -> bytes | None:
        """A JSON page of the API. Raises SourceUnreadable."""
        ...

    def files(self) -> Iterator[str] | None:
        """Every path there is; None where they cannot be listed."""
        ...

    def link(self, path: str) -> str:
        """Where a person finds this path."""
        ...

    def close(self) -> None: ...


class Folder:
    """A tree of files, as `consult export` writes it."""

    patience: tuple[float, ...] = ()

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise SourceUnreadable(f"{folder} is not a folder")
        self.name = str(folder)
        self._folder = folder

    def read(self, path: str) -> bytes | None:
        try:
            return _content(f"{self.name}/{path}")
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None
        except OSError as error:
            raise SourceUnreadable(f"{self.link(path)}: {error.strerror}") from error

    def read_all(self, paths: Iterable[str]) -> Iterator[bytes | None]:
        return map(self.read, paths)

    def page(self, path: str) -> bytes | None:
        return self.read(f"{path}.json")

    def files(self) -> Iterator[str]:
        """In the order of their names. A link is a file, whatever it leads to; an empty folder is none."""
        return _below(self.name, "")

    def link(self, path: str) -> str:
        return f"{self.name}/{path}".encode("utf-8", "backslashreplace").decode()

    def close(self) -> None:
        pass


def _below(folder: str, prefix: str) -> Iterator[str]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name


def _content(path: str) -> bytes:
    """As `Path.read_bytes`, at half the cost: an audit reads millions of small files."""
    handle = os.open(path, READ)
    try:
        parts = [os.read(handle, CHUNK)]
        while len(parts[-1]) == CHUNK:
            parts.append(os.read(handle, CHUNK))
        return b"".join(parts)
    finally:
        os.close(handle)


class Site:
    """A site over HTTP/1.1, a few connections kept alive. Redirects are not followed: the log lies where it says."""

    patience: tuple[float, ...] = (0.5, 1.0, 1.5)

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise SourceUnreadable(f"{address} is not an http(s) address")
        self.name = address.rstrip("/")
        self._secure, self._host, self._port = parts.scheme == "https", parts.hostname, parts.port
        self._prefix = parts.path.rstrip("/")
        self._local = threading.local()
        self._connections: list[http.client.HTTPConnection] = []
        self._pool = ThreadPoolExecutor(CONNECTIONS, "audit")

    def read(self, path: str) -> bytes | None:
        try:
            return self._answer(path)
        except (http.client.HTTPException, ConnectionError):
            return self._again(path)
        except OSError as error:
            raise SourceUnreadable(f"{self.link(path)}: {error}") from error

    def _again(self, path: str) -> bytes | None:
        """A kept connection may have been closed meanwhile: once more on a new one."""
        self._forget()
        try:
            return self._answer(path)
        except (http.client.HTTPException, OSError) as error:
            raise SourceUnreadable(f"{self.link(path)}: {error or type(error).__name__}") from error

    def _answer(self, path: str) -> bytes | None:
        connection = self._connection()
        connection.request("GET", f"{self._prefix}/{path}", headers={"accept-encoding": "gzip", "user-agent": "consult-audit"})
        response = connection.getresponse()
        body = response.read(LARGEST + 1)
        if response.status in GONE:
            return None
        if response.status != 200 or len(body) > LARGEST:
            raise SourceUnreadable(f"{self.link(path)} answers {response.status}")
        return _unzipped(body, self.link(path)) if response.getheader("content-encoding") == "gzip" else body

    def _connection(self) -> http.client.HTTPConnection:
        kept: http.client.HTTPConnection | None = getattr(self._local, "connection", None)
        if kept is None:
            kind = http.client.HTTPSConnection if self._secure else http.client.HTTPConnection
            kept = self._local.connection = kind(self._host, self._port, timeout=60)
            self._connections.append(kept)
        return kept

    def _forget(self) -> None:
        self._connection().close()
        self._local.connection = None

    def read_all(self, paths: Iterable[str]) -> Iterator[bytes | None]:
        waiting: deque[Future[bytes | None]] = deque()
        for path in paths:
            waiting.append(self._pool.submit(self.read, path))
            if len(waiting) == WINDOW:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def page(self, path: str) -> bytes | None:
        return self.read(path)

    def files(self) -> None:
        return None

    def link(self, path: str) -> str:
        return f"{self.name}/{path}"

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)
        for connection in self._connections:
            connection.close()


def source_at(place: str) -> Folder | Site:
    """The source at a web address or in a folder. Raises SourceUnreadable."""
    return Site(place) if "://" in place else Folder(Path(place))


def _unzipped(body: bytes, link: str) -> bytes:
    try:
        return gzip.decompress(body)
    except (OSError, EOFError) as error:
        raise SourceUnreadable(f"{link} is not gzip as it says") from error
