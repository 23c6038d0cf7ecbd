"""E-mail texts in the person's language, from the templates in `texts`. Their content is never logged."""

from __future__ import annotations

from datetime import datetime
from importlib.resources import files
from typing import Literal

import msgspec

from consult.instance.settings import Settings, marked
from consult.staff.register import Person
from domain.calendar import SHANGHAI

LetterKind = Literal["invitation", "recovery", "changed"]


class Letter(msgspec.Struct, frozen=True):
    """Recipient, subject and body; line ends are LF."""

    to: str
    subject: str
    text: str


def letter(settings: Settings, kind: LetterKind, person: Person, at: datetime, link: str = "") -> Letter:
    """The letter to a person who has an address. `at`: until when the link works, or when the change was made."""
    assert person.email
    source = (files("consult.mail") / "texts" / f"{kind}.{person.language}.txt").read_text("utf-8")
    subject, _, text = source.partition("\n\n")
    values = {
        "site": settings.site_name_en if person.language == "en" else settings.site_name,
        "name": person.name,
        "until": f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
        "link": link,
        "organiser": settings.organiser,
        "phone": settings.contact_phone,
    }
    title = marked(settings, subject.format(**values), person.language)
    return Letter(person.email, title, text.format(**values))
