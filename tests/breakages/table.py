"""The table of breakages, room by room."""

from __future__ import annotations

from tests.breakages.breakage import Breakage
from tests.breakages.people import STAFF
from tests.breakages.procedure import PROCEDURE
from tests.breakages.reading import FILES, READ_MODELS
from tests.breakages.records import AUDIT, LOG, SEALED
from tests.breakages.serving import DESK, FLOODS, LOOKS, WEB, WORDS

BREAKAGES: tuple[Breakage, ...] = (
    *PROCEDURE,
    *LOG,
    *SEALED,
    *AUDIT,
    *READ_MODELS,
    *FILES,
    *WEB,
    *FLOODS,
    *DESK,
    *WORDS,
    *LOOKS,
    *STAFF,
)
