"""What is asked of a file, and what is answered: notes, and a copy without what does not belong in public."""

from __future__ import annotations

import enum

import msgspec

from consult.inside.notes import FileNote


class Cleaning(enum.StrEnum):
    """`PERSONAL`: who, where and with what goes; what was written stays, remarks and tracked changes among it.

    `DRAFTING`: remarks go as well, and tracked changes are accepted.
    """

    PERSONAL = "personal"
    DRAFTING = "drafting"


PERSONAL = frozenset({FileNote.POSITION, FileNote.CAMERA, FileNote.AUTHOR})
LEFT_BY_DRAFTING = frozenset({FileNote.REVISIONS, FileNote.REMARKS, FileNote.HIDDEN_TEXT})
REMOVED = {Cleaning.PERSONAL: PERSONAL, Cleaning.DRAFTING: PERSONAL | LEFT_BY_DRAFTING}
"""What a copy of each kind of cleaning never has."""
NOBODY = "Author"  # what Word itself writes where it takes names out


class Inside(msgspec.Struct, frozen=True):
    """`notes`: in the order of `FileNote`. `copy`: the same bytes where nothing had to go; None where it cannot be made."""

    notes: tuple[FileNote, ...]
    copy: bytes | None
