"""What became of the adopted decision of the demonstration: four tasks, one of them overdue, an inspection, an evaluation."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from consult.commands.consultation import evaluation
from consult.commands.undertaking import inspecting, reporting, setting
from consult.commands.uploads import Upload
from consult.demo.cast import MARKET, SERVICE
from consult.demo.story import DAY, Story
from domain.calendar import local_date
from domain.consultation.execution_values import (
    EvaluationMethod,
    EvaluationResult,
    EvaluationTrigger,
    ExecutionProblem,
    Participant,
)

DIRECTOR = "处长"
PLUMBING = "老旧小区上下水改造"
TASKS: dict[str, tuple[tuple[str, str], str, int]] = {
    "list": (MARKET, "公布市区便民商业网点清单和配建台账，每季度更新。", -12),
    "plumbing": (SERVICE, f"完成第一批便民网点所在{PLUMBING}和油烟管道清洗。", -3),
    "canteens": (SERVICE, "在十个社区设立老年助餐点，提供电话订餐。", 45),
    "survey": (MARKET, "开展居民满意度评价并公布结果。", 120),
}
"""Who executes, what, and the limit in days from now."""


class Executing(msgspec.Struct, kw_only=True):
    """What follows the adoption of one story's decision. `now`: from which its days are counted."""

    story: Story
    now: datetime
    ids: dict[str, UUID]

    def tell(self) -> None:
        at = self.story.stage.at
        at(self.now - 38 * DAY, self._set)
        at(self.now - 25 * DAY, self._report)
        at(self.now - 20 * DAY, self._inspect)
        at(self.now - 14 * DAY, self._finish)
        at(self.now - 13 * DAY, self._evaluate)
        at(self.now - 2 * DAY, self._evaluated)

    async def _set(self) -> None:
        for name, (unit, measures, days) in TASKS.items():
            limit = local_date(self.now + timedelta(days=days))
            command = setting.SetUndertaking(
                consultation_id=self.story.id,
                unit=unit[0],
                limit=limit,
                measures=measures,
                responsible=f"{unit[1]}{DIRECTOR}",
            )
            self.ids[name] = (await self._do(self.story.releaser, setting.set_undertaking, command)).id

    async def _report(self) -> None:
        said = {
            "canteens": ("已签约六个社区，三处开始供餐。", "日均供餐一百二十份。", "下月完成其余四处。", "按计划推进。"),
            "plumbing": ("完成十二栋楼的管道清洗。", "油烟投诉减少。", "继续协调产权单位施工。", "上下水改造进度滞后。"),
        }
        for name, words in said.items():
            progress, effect, next_steps, carried_out = words
            command = reporting.ReportProgress(
                undertaking_id=self.ids[name],
                progress=progress,
                effect=effect,
                next_steps=next_steps,
                carried_out=carried_out,
            )
            await self._do("经办周宁", reporting.report_progress, command)
        problem = reporting.ReportProblem(
            undertaking_id=self.ids["plumbing"],
            kind=ExecutionProblem.CIRCUMSTANCES_CHANGED,
            text="两处产权单位破产清算，施工许可无法办理。",
        )
        await self._do("经办周宁", reporting.report_problem, problem)
        change = setting.ChangeUndertaking(
            undertaking_id=self.ids["survey"],
            unit=MARKET[0],
            limit=local_date(self.now + 90 * DAY),
            measures=TASKS["survey"][1],
            responsible=f"{MARKET[1]}{DIRECTOR}",
            reason="满意度评价与年度消费者调查合并开展，期限提前一个月。",
        )
        await self._do(self.story.releaser, setting.change_undertaking, change)

    async def _inspect(self) -> None:
        found = inspecting.InspectExecution(
            undertaking_id=self.ids["canteens"],
            findings="抽查三处助餐点，其中一处没有公示收费标准。",
            rectify_by=local_date(self.now - 10 * DAY),
        )
        await self._do(self.story.reviewer, inspecting.inspect_execution, found)

    async def _finish(self) -> None:
        mended = inspecting.RectifyFindings(
            undertaking_id=self.ids["canteens"],
            inspection=1,
            done="已经公示收费标准，附照片说明。",
            files=(_file("整改情况.txt"),),
        )
        await self._do("经办周宁", inspecting.rectify_findings, mended)
        done = reporting.CompleteUndertaking(
            undertaking_id=self.ids["list"],
            effect="清单和台账已经公布，共列入二百一十六个网点。",
            files=(_file("验收单.txt"),),
        )
        await self._do(self.story.drafter, reporting.complete_undertaking, done)

    async def _evaluate(self) -> None:
        command = evaluation.StartEvaluation(
            consultation_id=self.story.id,
            trigger=EvaluationTrigger.MANY_OPINIONS,
            method=EvaluationMethod.COMMISSIONED,
            unit="海州市示例商业研究所",
            reason="市民对助餐点布局提出较多意见，需要评估实施效果。",
        )
        await self._do(self.story.releaser, evaluation.start_evaluation, command)

    async def _evaluated(self) -> None:
        command = evaluation.ReportEvaluation(
            consultation_id=self.story.id,
            result=EvaluationResult.KEPT,
            involved=(Participant.DEPUTIES, Participant.GRASSROOTS),
            heard="在六个社区召开座谈会，发放问卷三百份。",
            summary="网点布局总体合理，早餐和助餐覆盖明显提高；上下水改造滞后，建议加强协调。继续执行。",
            files=(_file("后评估报告.txt"),),
        )
        await self._do(self.story.releaser, evaluation.report_evaluation, command)

    async def _do(self, person: str, run: Any, command: msgspec.Struct) -> Any:
        return await self.story.stage.do(person, run, command)


def _file(name: str) -> Upload:
    return Upload(name, "text/plain", f"{name.removesuffix('.txt')}（盖章）\n".encode())
