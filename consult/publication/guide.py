"""The verification guide that is part of every receipt, pack and export."""

from __future__ import annotations

from pathlib import Path

from markdown_it import MarkdownIt
from markupsafe import escape

from consult.runtime import Runtime

GUIDES = Path(__file__).parent / "guides"
RECIPE = GUIDES / "verify-receipt.sh"
"""A receipt verified with coreutils and openssl: goes with the guides, and the guides show it."""
LANGUAGES = {"zh": "zh-CN", "en": "en"}
STYLE = (
    "body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.7 sans-serif}"
    "pre{white-space:pre-wrap;overflow-wrap:anywhere}"
)
DOCUMENT = (
    '<!doctype html>\n<html lang="{lang}">\n<head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    "<title>{title}</title><style>" + STYLE.replace("{", "{{").replace("}", "}}") + "</style></head>\n"
    "<body>\n{nav}<main>\n{body}</main>\n</body>\n</html>\n"
)
INDEX = '<nav><a href="{pages}">{name}</a></nav>\n'
NAMES = {"zh": ("pages/index.html", "网页副本"), "en": ("pages/en/index.html", "Copies of the pages")}


def guide_text(language: str, *, public_url: str, origin: str, key: str, size: int) -> str:
    """The guide as Markdown, for this log at this size."""
    text = (GUIDES / f"{language}.md").read_text("utf-8")
    for name, value in {"public_url": public_url, "origin": origin, "key": key, "size": str(size)}.items():
        text = text.replace("{" + name + "}", value)
    return text.replace("{recipe}", RECIPE.read_text("utf-8").rstrip())


def guide_of(runtime: Runtime, language: str, size: int) -> str:
    """As `guide_text`, for this instance."""
    settings = runtime.settings
    key = runtime.signer.verification_key
    return guide_text(language, public_url=settings.public_url, origin=settings.origin, key=key, size=size)


def guides(runtime: Runtime, size: int, *, with_pages: bool = False) -> dict[str, bytes]:
    """`guide.zh.html`, `guide.en.html` and the script they show; `with_pages`: they lead on to copied pages beside them."""
    made = {
        f"guide.{language}.html": guide_page(guide_of(runtime, language, size), language, with_pages=with_pages)
        for language in LANGUAGES
    }
    return made | {RECIPE.name: RECIPE.read_bytes()}


def guide_pages(runtime: Runtime, size: int) -> dict[str, bytes]:
    """The guides for a folder with copied pages, and `index.html` in Chinese."""
    made = guides(runtime, size, with_pages=True)
    return made | {"index.html": made["guide.zh.html"]}


def guide_page(markdown: str, language: str, *, with_pages: bool) -> bytes:
    """A self-contained HTML page."""
    title = markdown.splitlines()[0].lstrip("# ")
    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown)
    pages, name = NAMES[language]
    nav = INDEX.format(pages=pages, name=name) if with_pages else ""
    return DOCUMENT.format(lang=LANGUAGES[language], title=escape(title), nav=nav, body=body).encode()
