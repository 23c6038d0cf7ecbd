"""The table of breakages, room by room."""

from __future__ import annotations

from tests.breakages.activities import ACTIVITIES
from tests.breakages.applications import APPLICATIONS
from tests.breakages.assessments import ASSESSMENTS
from tests.breakages.audit import AUDIT
from tests.breakages.backups import BACKUPS
from tests.breakages.breakage import Breakage
from tests.breakages.catalogue import CATALOGUE
from tests.breakages.clocks import CLOCKS
from tests.breakages.deliberation import DELIBERATION
from tests.breakages.execution import EXECUTION
from tests.breakages.floods import FLOODS, WIRE
from tests.breakages.grievances import GRIEVANCES
from tests.breakages.inside import INSIDE
from tests.breakages.kept import KEPT
from tests.breakages.leading import LEADING
from tests.breakages.lists import LISTS
from tests.breakages.looks import LOOKS, WORDS
from tests.breakages.operation import OPERATION
from tests.breakages.people import STAFF
from tests.breakages.plans import DRAFTS
from tests.breakages.procedure import PROCEDURE
from tests.breakages.promises import PROMISES
from tests.breakages.questionnaires import QUESTIONNAIRES
from tests.breakages.reading import FILES, READ_MODELS
from tests.breakages.records import LOG, SEALED
from tests.breakages.registrations import REGISTRATIONS
from tests.breakages.returns import RETURNS
from tests.breakages.revisions import REVISIONS
from tests.breakages.serving import DESK, WEB
from tests.breakages.supplements import SUPPLEMENTS
from tests.breakages.telling import TELLING
from tests.breakages.training import TRAINING
from tests.breakages.units import UNITS

BREAKAGES: tuple[Breakage, ...] = (
    *PROCEDURE,
    *ACTIVITIES,
    *APPLICATIONS,
    *ASSESSMENTS,
    *EXECUTION,
    *DELIBERATION,
    *QUESTIONNAIRES,
    *CATALOGUE,
    *UNITS,
    *REGISTRATIONS,
    *REVISIONS,
    *GRIEVANCES,
    *SUPPLEMENTS,
    *PROMISES,
    *RETURNS,
    *LOG,
    *SEALED,
    *AUDIT,
    *READ_MODELS,
    *FILES,
    *INSIDE,
    *DRAFTS,
    *WEB,
    *KEPT,
    *LISTS,
    *LEADING,
    *TRAINING,
    *CLOCKS,
    *FLOODS,
    *WIRE,
    *DESK,
    *WORDS,
    *LOOKS,
    *STAFF,
    *TELLING,
    *OPERATION,
    *BACKUPS,
)
