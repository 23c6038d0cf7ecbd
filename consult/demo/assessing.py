"""Experts heard and the risk assessed, of one decision of the demonstration."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec

from consult.commands.expertise import opinions, panel
from consult.commands.risk_assessment import assessing
from consult.commands.uploads import Upload
from consult.demo.cast import Stage, text
from domain.calendar import local_date
from domain.enumerations import AssessmentMethod, Assessor, Interest, ReviewForm, RiskLevel


class AssessmentTexts(msgspec.Struct, frozen=True, kw_only=True):
    """What was said: of each expert and each risk, the fields of the commands."""

    subject: str
    experts: tuple[dict[str, Any], ...]
    assessor: Assessor
    unit: str
    risks: tuple[dict[str, Any], ...]
    result: RiskLevel
    controllable: bool
    methods: tuple[AssessmentMethod, ...]
    heard: str
    conclusion: str


class Assessing(msgspec.Struct, kw_only=True):
    """Who does it on which stage, of which decision."""

    stage: Stage
    drafter: str
    releaser: str
    consultation_id: UUID
    name: str

    @property
    def told(self) -> AssessmentTexts:
        return msgspec.json.decode(text(f"{self.name}_assessments.json"), type=AssessmentTexts)

    async def hear_experts(self) -> None:
        """Each is asked and declares; whoever has no interest is invited, and gives an opinion that is used."""
        plan = panel.PlanReview(consultation_id=self.consultation_id, form=ReviewForm.WRITTEN, subject=self.told.subject)
        review = (await self.stage.do(self.drafter, panel.plan_review, plan)).id
        for number, said in enumerate(self.told.experts, 1):
            await self._choose(review, number, said)
            if said["interest"] == Interest.NONE:
                await self._hear(review, number, said)
        await self.stage.do(self.releaser, opinions.conclude_review, opinions.ConcludeReview(expertise_id=review))

    async def _choose(self, review: UUID, number: int, said: dict[str, Any]) -> None:
        known: dict[str, Any] = {"expertise_id": review, "expert": number}
        asked = {name: said[name] for name in ("name", "unit", "field")}
        await self.stage.do(self.drafter, panel.ask_expert, panel.AskExpert(expertise_id=review, **asked))
        interest = {name: said[name] for name in ("interest", "statement", "name_shown") if name in said}
        declared = msgspec.convert(known | interest, panel.DeclareInterest)
        await self.stage.do(self.drafter, panel.declare_interest, declared)

    async def _hear(self, review: UUID, number: int, said: dict[str, Any]) -> None:
        known = {"expertise_id": review, "expert": number}
        do, today = self.stage.do, local_date(self.stage.runtime.clock.now())
        await do(self.drafter, panel.invite_expert, panel.InviteExpert(expertise_id=review, expert=number))
        words = {"finding": said["finding"], "summary": said["summary"], "signed_on": today}
        given = msgspec.convert({**known, **words}, opinions.GiveOpinion)
        signed = _file("论证意见.txt", f"{said['summary']}\n\n{said['name']}（签名）\n")
        await do(self.drafter, opinions.give_opinion, msgspec.structs.replace(given, files=(signed,)))
        used = msgspec.convert({**known, "use": said["use"], "reason": said["reason"]}, opinions.UseOpinion)
        await do(self.drafter, opinions.use_opinion, used)

    async def assess_risk(self) -> None:
        told, do = self.told, self.stage.do
        start = assessing.StartAssessment(consultation_id=self.consultation_id, assessor=told.assessor, unit=told.unit)
        assessment = (await do(self.drafter, assessing.start_assessment, start)).id
        for risk in told.risks:
            found = msgspec.convert({**risk, "assessment_id": assessment}, assessing.FindRisk)
            await do(self.drafter, assessing.find_risk, found)
        ended = assessing.ConcludeAssessment(
            assessment_id=assessment,
            result=told.result,
            controllable=told.controllable,
            methods=told.methods,
            heard=told.heard,
            conclusion=told.conclusion,
            files=(_file("风险评估报告.txt", f"{told.conclusion}\n\n{told.unit}（盖章）\n"),),
        )
        await do(self.releaser, assessing.conclude_assessment, ended)


def _file(name: str, words: str) -> Upload:
    return Upload(name, "text/plain", words.encode())
