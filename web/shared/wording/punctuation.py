"""Full-width signs that stand in templates between words: said in the page's language, as the words are."""

from __future__ import annotations

import re

from jinja2.ext import Extension

SIGNS = "[、。，：；（）\u3000]+"
"""The English of each run of them stands in the catalogue (`web/locale/en/LC_MESSAGES/punctuation.po`)."""

CODE = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)
BETWEEN = re.compile(SIGNS)
LITERAL = re.compile(rf"(?<!_\()'({SIGNS})'")


class Punctuation(Extension):
    """Puts every sign of a template through `_`, where the template or macro has it."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        pieces = CODE.split(source)
        return "".join(self._code(piece) if CODE.match(piece) else self._text(piece) for piece in pieces)

    def _code(self, code: str) -> str:
        return code if code.startswith("{#") else LITERAL.sub(lambda found: f"({_translated(found[1])})", code)

    def _text(self, text: str) -> str:
        return BETWEEN.sub(lambda found: f"{{{{ {_translated(found[0])} }}}}", text)


def signs_of(source: str) -> list[str]:
    """Every run of signs of a template, for the catalogue's check."""
    pieces = CODE.split(source)
    found = [LITERAL.findall(piece) if CODE.match(piece) else BETWEEN.findall(piece) for piece in pieces]
    return [signs for each in found for signs in each]


def _translated(signs: str) -> str:
    return f"_('{signs}') if _ is defined else '{signs}'"
