"""What is in a page as a browser reads it: elements and attributes that only an attacker would put there."""

from __future__ import annotations

from html.parser import HTMLParser

from web.shared.http.static_files import ICON

ELEMENTS = frozenset(
    [
        "a",
        "aside",
        "body",
        "br",
        "button",
        "caption",
        "circle",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "fieldset",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "head",
        "header",
        "hr",
        "html",
        "input",
        "label",
        "legend",
        "li",
        "line",
        "link",
        "main",
        "mark",
        "meta",
        "nav",
        "ol",
        "option",
        "p",
        "path",
        "pre",
        "rect",
        "script",
        "section",
        "select",
        "span",
        "strong",
        "summary",
        "svg",
        "text",
        "table",
        "tbody",
        "td",
        "textarea",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
        "wbr",
        "ins",
        "del",
        "small",
        "figure",
        "figcaption",
        "time",
        "abbr",
        "code",
    ]
)
ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "srcdoc")
DATA = ("application/ld+json", "application/json")
OWN = ("/", "#", "?", "http://consult.example", "mailto:", "tel:")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag not in ELEMENTS:
            self.found.append(f"element {tag}")
        if tag == "script" and values.get("type") not in DATA and not str(values.get("src", "")).startswith("/static/"):
            self.found.append("script of somebody else")
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.found.append(f"attribute {name} of {tag}")
            if name in ADDRESSES and value and not value.startswith(OWN) and (tag, value) != ("link", ICON):
                self.found.append(f"address {value[:60]} of {tag}")


def foreign_markup(html: str) -> list[str]:
    """Elements, event handlers and addresses that no page of ours has."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found
