"""Copies of the public pages that work from any folder: links among them made relative, all others lead to the site."""

from __future__ import annotations

import html
import re
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from html.parser import HTMLParser
from posixpath import dirname, relpath
from urllib.parse import parse_qsl, urlsplit

Fetch = Callable[[str], Awaitable[tuple[int, bytes]]]
"""Answers an address of the site (path and query) with status and body."""

PAGES = "pages"
NEVER = ("/api/", "/log/", "/schema/", "/health/", "/robots.txt", "/desk", "/en/desk", "/packs/", "/en/packs/")
LIVING = ("/comment", "/answer", "/refused-attempts")  # pages that say what is not in the log
QUERY = {"after", "page", "state"}  # of lists; filters and searches are for the living site
FILE = re.compile(r"\.[a-z]{3,4}$")  # a download, by its ending
ATTRIBUTE = re.compile(r'\b(href|src|action)="(/[^"/][^"]*|/)"')


class Copies:
    """Which addresses are copied, and to which files."""

    def __init__(self, public_url: str, robots: str = "") -> None:
        self._public_url = public_url.rstrip("/")
        closed = [line.partition(":")[2].strip() for line in robots.splitlines() if line.lower().startswith("disallow:")]
        self._closed = tuple([path for path in closed if path] + list(NEVER))

    def file(self, address: str) -> str | None:
        """The file of an address, None where it is not copied."""
        parts = urlsplit(address)
        path, query = parts.path, parse_qsl(parts.query, keep_blank_values=True)
        if path.startswith("/blobs/"):
            return f"log{path}"
        if path.startswith("/static/"):
            return PAGES + path
        if path.startswith(self._closed) or path.endswith(LIVING) or {name for name, _ in query} - QUERY:
            return None
        if FILE.search(path):
            return None if query else PAGES + path
        stem = path.strip("/") or "index"
        stem = "en/index" if stem == "en" else stem
        return f"{PAGES}/" + ".".join([stem, *(f"{name}-{value}" for name, value in query if value.isalnum())]) + ".html"

    def relative(self, page: str, own: str) -> str:
        """The page with its links as they are in the file `own`."""

        def rewritten(found: re.Match[str]) -> str:
            address, _, fragment = html.unescape(found[2]).partition("#")
            file = self.file(address) if found[1] != "action" else None
            target = relpath(file, dirname(own)) if file else self._public_url + address
            return f'{found[1]}="{html.escape(target + ("#" + fragment if fragment else ""))}"'

        return ATTRIBUTE.sub(rewritten, page)


class Links(HTMLParser):
    """Addresses of this site that a page leads to, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        address = given.get("href") or given.get("src") or ""
        if address.startswith("/") and not address.startswith("//") and "nofollow" not in (given.get("rel") or ""):
            self.found.append(address.partition("#")[0])


def links(page: str) -> list[str]:
    parser = Links()
    parser.feed(page)
    return parser.found


async def copy_pages(
    fetch: Fetch, copies: Copies, starts: Collection[str], left_alone: Collection[str] = (), only: str = ""
) -> AsyncIterator[tuple[str, bytes]]:
    """File and content of every page that `starts` lead to, and of what these pages show. Files below `left_alone` are not
    fetched; where `only` is given, pages whose file does not begin with one of its parts are not either."""
    waiting, seen = deque(starts), set[str]()
    while waiting:
        address = waiting.popleft()
        file = copies.file(address)
        if file is None or file in seen or not file.startswith(PAGES + "/") or file.startswith(tuple(left_alone)):
            continue
        if only and not re.match(only, file):
            continue
        seen.add(file)
        status, body = await fetch(address)
        if status != 200:
            continue
        if file.endswith(".html"):
            page = body.decode()
            waiting.extend(links(page))
            body = copies.relative(page, file).encode()
        yield file, body
