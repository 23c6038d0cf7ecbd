"""Who is before a questionnaire, and what its pages know."""

from __future__ import annotations

from typing import Any

import msgspec

from consult.reading.access import readable_decision
from domain.questionnaire.form import Question, QuestionnaireForm
from domain.questionnaire.state import Questionnaire
from domain.sealing import CLOSED
from projections.questionnaires.queries import QuestionnaireView, questionnaire
from web.desk.access.decision import AtDesk, decision_context, id_in
from web.desk.access.session import DeskRequest, signed_in
from web.shared.request_state import runtime_of

PATH = "/desk/questionnaires/{questionnaire_id:str}"


class AtQuestionnaire(msgspec.Struct, frozen=True):
    """A person before one questionnaire of a decision. `view`: as the read models know it, its count for one."""

    desk: AtDesk
    state: Questionnaire
    view: QuestionnaireView | None

    @property
    def root(self) -> str:
        """Address of the questionnaire's pages, below the language's prefix."""
        return f"/desk/questionnaires/{self.state.id}"

    @property
    def form(self) -> QuestionnaireForm:
        return QuestionnaireForm(title="") if self.state.form is CLOSED else self.state.form

    def question(self, number: str) -> Question | None:
        """The question of this number, where there is one."""
        known = self.form.questions
        return known[int(number) - 1] if number.isdecimal() and len(number) < 4 and 1 <= int(number) <= len(known) else None


async def at_questionnaire(request: DeskRequest) -> AtQuestionnaire:
    """Raises NotSignedIn, NotFoundException, NotFound, RoleMissing, OtherDivision."""
    signed, runtime = await signed_in(request), runtime_of(request)
    state = await runtime.archive.questionnaire(id_in(request, "questionnaire_id"))
    decision = await readable_decision(runtime, signed.actor, state.consultation_id)
    return AtQuestionnaire(AtDesk(signed, decision), state, await questionnaire(runtime.reads, state.id))


def questionnaire_context(at: AtQuestionnaire, **more: Any) -> dict[str, Any]:
    return decision_context(at.desk, questionnaire=at.state, asked=at.form, questionnaire_root=at.root, progress=at.view, **more)
