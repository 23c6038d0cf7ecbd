"""No dead links in the documents: every relative link, and every anchor of a document of ours, leads somewhere."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)?(#[^)\s]+)?\)")


def documents() -> list[Path]:
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "consult").glob("d*s/*.md"))]


def anchors(document: Path) -> set[str]:
    """Anchors of the headings of a Markdown document, as the usual hosts make them."""
    headings = re.findall(r"^#+ (.+)$", document.read_text("utf-8"), re.M)
    return {"#" + re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def dead_links(document: Path) -> list[str]:
    dead = []
    for path, anchor in LINK.findall(document.read_text("utf-8")):
        target = (document.parent / path) if path else document
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            dead.append(f"{document.relative_to(ROOT)}: {path}{anchor}")
    return dead


def main() -> int:
    dead = [line for document in documents() for line in dead_links(document)]
    print("\n".join(dead) or "no dead links")
    return 1 if dead else 0


if __name__ == "__main__":
    sys.exit(main())
