"""The address to return to after signing in: a page of this desk, never another site."""

from __future__ import annotations

from web.shared.wording.languages import Locale

ENTRIES = ("/desk/sign-in", "/desk/sign-out", "/desk/link", "/desk/forgotten", "/desk/confirmation", "/desk/saving")
LONGEST = 1000


def return_address(wanted: str, locale: Locale) -> str:
    """`wanted`, where it is a path below /desk or /en/desk and not one for getting in or out; else the desk's first page."""
    return wanted if _is_ours(wanted) else f"{locale.prefix}/desk"


def _is_ours(wanted: str) -> bool:
    plain = all("!" <= character <= "~" and character != "\\" for character in wanted)
    path = wanted.partition("?")[0].partition("#")[0]
    bare = path.removeprefix("/en")
    below = bare == "/desk" or bare.startswith("/desk/")
    tidy = not any(part in ("", ".", "..") or "%2e" in part.lower() or "%2f" in part.lower() for part in path[1:].split("/"))
    return plain and below and tidy and len(wanted) <= LONGEST and not bare.startswith(ENTRIES)
