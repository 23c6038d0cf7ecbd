"""Pages of the desk as they came over HTTP, gathered to be looked at: by address in both languages, or what a form answers."""

from __future__ import annotations

from typing import Any

from tests.desking import AtDesk


class Pages:
    """`found`: pages by what they show, and when; the same address in another state is another page."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}

    async def look(self, person: AtDesk, *paths: str, **query: str) -> None:
        """In both languages; also where a form is opened whose time it is not."""
        for path in paths:
            for prefix in ("", "/en"):
                response = await person.open(prefix + path, **query)
                assert response.status_code in (200, 409), f"{path}: {response.status_code}"
                self.keep(f"{prefix}{path} {query}", response.text)

    async def state(self, name: str, person: AtDesk, path: str, status: int, files: Any = None, **fields: Any) -> str:
        """What a form answers."""
        response = await person.send(path, files, **fields)
        assert response.status_code == status, f"{name}: {response.status_code}"
        self.keep(name, response.text)
        return str(response.text)

    def keep(self, name: str, html: str) -> None:
        self.found[f"{len(self.found)} {name}"] = html
