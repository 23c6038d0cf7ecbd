"""A questionnaire beside one draft of the demonstration: written, opened, answered, its figures published."""

from __future__ import annotations

from uuid import UUID

import msgspec

from consult.commands.questionnaire import drafting, running
from consult.commands.questionnaire.response import SubmitResponse, submit_response
from consult.demo.cast import Stage
from domain.enumerations import QuestionKind, RespondentKind
from domain.questionnaire_response.answers import GivenAnswer

QUESTIONS = (
    (QuestionKind.SINGLE, "您多久去一次夜市？", ("每周", "每月", "很少", "从不"), 0, 0, True),
    (QuestionKind.SEVERAL, "您最担心什么？", ("噪声", "卫生", "交通", "价格"), 1, 2, False),
    (QuestionKind.SCALE, "您总体上赞成吗？", ("很不赞成", "很赞成"), 1, 5, False),
    (QuestionKind.TEXT, "还有什么要说的？", (), 0, 0, False),
)
RESPONSES = 14
WRITTEN = {3: "希望增加公共厕所。", 9: "摊位费请在入口公示。"}
SPREAD = "问卷链接在局网站、微信公众号和夜市入口张贴，社区群转发；不上网的老年人不容易看到。"


class Asking(msgspec.Struct, kw_only=True):
    """Who does it on which stage, beside which decision's draft."""

    stage: Stage
    drafter: str
    releaser: str
    consultation_id: UUID
    questionnaire_id: UUID | None = None

    async def open(self) -> None:
        heading = drafting.StartQuestionnaire(
            consultation_id=self.consultation_id, title="大家怎么看这份草案", introduction="四道题，大约两分钟。"
        )
        asked = (await self.stage.do(self.drafter, drafting.start_questionnaire, heading)).id
        for kind, text, options, least, most, required in QUESTIONS:
            question = drafting.WriteQuestion(
                questionnaire_id=asked, kind=kind, text=text, options=options, least=least, most=most, required=required
            )
            await self.stage.do(self.drafter, drafting.write_question, question)
        await self.stage.do(self.releaser, running.open_questionnaire, running.OpenQuestionnaire(questionnaire_id=asked))
        self.questionnaire_id = asked

    async def respond(self, number: int) -> None:
        """One of those who answer; every fifth is a firm."""
        assert self.questionnaire_id
        chosen = ((number % 4 + 1,), (1, 2 + number % 3), (1 + number * 3 % 5,))
        answers = [GivenAnswer(question=place, chosen=values) for place, values in enumerate(chosen, 1)]
        answers += [GivenAnswer(question=4, text=WRITTEN[number])] if number in WRITTEN else []
        kind = RespondentKind.ENTERPRISE if number % 5 == 4 else RespondentKind.INDIVIDUAL
        command = SubmitResponse(questionnaire_id=self.questionnaire_id, respondent_kind=kind, answers=tuple(answers))
        await submit_response(self.stage.runtime, command, f"demo-response-{number}")

    async def publish(self) -> None:
        assert self.questionnaire_id
        figures = running.PublishFigures(questionnaire_id=self.questionnaire_id, spread=SPREAD)
        await self.stage.do(self.releaser, running.publish_figures, figures)
