"""The words of the letters, from `texts`, by occasion and language: never the comment's words, a name, or the reference."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from consult.instance.settings import Settings, marked
from consult.mail.letters import Letter
from consult.staff.register import Language
from domain.calendar import SHANGHAI
from domain.enumerations import WithholdingReason

LINK_LASTS = timedelta(days=14)


class Kind(StrEnum):
    """What a letter is about."""

    CONFIRMATION = "confirmation"
    ANSWERED = "answered"
    SUPPLEMENT = "supplement"
    SUPERSEDED = "superseded"
    WITHHELD = "withheld"
    REDACTED = "redacted"
    SHOWN = "shown"
    UPHELD = "upheld"
    OVERTURNED = "overturned"
    REFERRED = "referred"
    REOPENED = "reopened"
    ADOPTED = "adopted"
    ENDED = "ended"
    ERASED = "erased"


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What a letter may say: the decision's number and title, and of the comment its number where it is public, else None."""

    kind: Kind
    number: str
    title: str
    comment: int | None = None
    reason: WithholdingReason | None = None


class Links(msgspec.Struct, frozen=True, kw_only=True):
    """Tokens of the links in a letter, and of its envelope. `confirming`: of a confirmation, with when it was made."""

    ending: str
    bouncing: str
    confirming: str = ""
    made_at: datetime | None = None


@cache
def texts(language: Language) -> dict[str, dict[str, str]]:
    return tomllib.loads((files("consult.telling") / "texts" / f"{language}.toml").read_text("utf-8"))


def letter_to(address: str, language: Language, about: About, links: Links, settings: Settings) -> Letter:
    """With its one-click end (RFC 8058), and where its bounces go."""
    said, values = texts(language), _values(language, about, links, settings)
    subject = said["subject"]["confirmation" if about.kind == Kind.CONFIRMATION else "news"].format(**values)
    body = said["body"][about.kind].strip().format(**values)
    more = "" if about.kind == Kind.CONFIRMATION else said["frame"]["public" if about.comment else "closed"].format(**values)
    if about.kind == Kind.ERASED:
        more += "\n\n" + said["frame"]["last"]
    text = said["frame"]["all"].lstrip().format(body=body, more=more, **values)
    unsubscribe = ("List-Unsubscribe", f"<{values['end']}>"), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
    return Letter(
        address,
        marked(settings, subject, language),
        text.replace("\n\n\n\n", "\n\n"),
        unsubscribe,
        _envelope_sender(links, settings),
    )


def _values(language: Language, about: About, links: Links, settings: Settings) -> dict[str, Any]:
    english = language == "en"
    root = settings.public_url.rstrip("/") + ("/en" if english else "")
    decision = f"{root}/consultations/{about.number}"
    until = links.made_at and (links.made_at + LINK_LASTS).astimezone(SHANGHAI)
    return {
        "number": about.number,
        "title": about.title,
        "decision": decision,
        "link": f"{decision}/comments/{about.comment}" if about.comment else f"{root}/find",
        "reason": texts(language)["withholding"][about.reason] if about.reason else "",
        "confirm": f"{root}/mail/confirm/{links.confirming}",
        "until": f"{until:%Y-%m-%d %H:%M}" if until else "",
        "end": f"{root}/mail/end/{links.ending}",
        "site": settings.site_name_en if english else settings.site_name,
        "organiser": settings.organiser,
        "phone": settings.contact_phone,
    }


def _envelope_sender(links: Links, settings: Settings) -> str:
    """Where a report of a letter that is not delivered goes to: it says by itself which comment it is about."""
    name, _, host = settings.bounces_to.partition("@")
    return f"{name}+{links.bouncing}@{host}" if host else ""
