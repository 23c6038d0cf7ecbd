"""The digest as plain text, in the person's language. Never words of a comment, nor anybody's name but the reader's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from itertools import groupby, islice

import msgspec

from consult.instance.settings import Settings, marked
from consult.reminders.reminders import Reminder
from consult.reminders.words import KINDS, name_of, sentence
from consult.staff import Person
from consult.staff.register import Language

MOST = 100
"""Reminders in one letter; the rest is counted, and stands in my work."""
MORE: dict[Language, str] = {"zh": "……另有{n}项。\n", "en": "... and more of them: {n}.\n"}


class DigestText(msgspec.Struct, frozen=True):
    """Subject and body; line ends are LF."""

    subject: str
    text: str


def digest_text(settings: Settings, person: Person, reminders: Sequence[Reminder], day: date) -> DigestText:
    """The letter of this day. `reminders`: at least one, by kind."""
    source = (files("consult.mail") / "texts" / f"digest.{person.language}.txt").read_text("utf-8")
    subject, _, text = source.partition("\n\n")
    root = desk_root(settings, person.language)
    values = {
        "site": settings.site_name_en if person.language == "en" else settings.site_name,
        "name": person.name,
        "day": day.isoformat(),
        "count": len(reminders),
        "reminders": _listed(reminders, person.language, root),
        "work": f"{root}/desk",
        "account": f"{root}/desk/account#reminders",
    }
    return DigestText(marked(settings, subject.format(**values), person.language), text.format(**values))


def desk_root(settings: Settings, language: Language) -> str:
    """What the addresses of the desk begin with."""
    return settings.public_url.rstrip("/") + ("/en" if language == "en" else "")


def _listed(reminders: Sequence[Reminder], language: Language, root: str) -> str:
    """Under a heading for each kind; what, until when, and where."""
    paragraphs = []
    for kind, group in groupby(islice(reminders, MOST), key=lambda each: each.kind):
        lines = [f"- {name_of(each, language)}\n  {sentence(each, language)}\n  {root}{each.page}\n" for each in group]
        paragraphs.append(f"[{KINDS[language][kind]}]\n" + "".join(lines))
    if len(reminders) > MOST:
        paragraphs.append(MORE[language].format(n=len(reminders) - MOST))
    return "\n".join(paragraphs)
