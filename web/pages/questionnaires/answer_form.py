"""A response as it was filled in, and what is wrong with it, by field."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import msgspec
from litestar.datastructures import FormMultiDict

from domain.enumerations import QuestionKind, RespondentKind
from domain.questionnaire.form import Question
from domain.questionnaire_response.answers import GivenAnswer, checked_answer, checked_answers
from domain.questionnaire_response.refusals import NothingToSubmit
from domain.refusals import Refusal, refusal_of
from web.shared.error_pages import refusal_text
from web.shared.wording.languages import Locale


class AnswerForm(msgspec.Struct, kw_only=True):
    """The form as filled in; answers by number of the question."""

    kind: str = "individual"
    chosen: dict[int, tuple[int, ...]] = {}
    texts: dict[int, str] = {}
    as_comment: bool = False

    def given(self, number: int) -> GivenAnswer:
        return GivenAnswer(question=number, chosen=self.chosen.get(number, ()), text=self.texts.get(number, ""))


def form_from(data: FormMultiDict, questions: Sequence[Question]) -> AnswerForm:
    form = AnswerForm(kind=_text(data, "kind"), as_comment=_text(data, "as_comment") == "1")
    for number, question in enumerate(questions, 1):
        if question.kind == QuestionKind.TEXT:
            form.texts[number] = _text(data, f"q{number}")
        else:
            form.chosen[number] = tuple(_value(each) for each in data.getall(f"q{number}", []))
    return form


def _text(data: FormMultiDict, name: str) -> str:
    value = data.get(name, "")
    return value.replace("\r\n", "\n").removeprefix("\n") if isinstance(value, str) else ""


def _value(sent: object) -> int:
    """The value that was chosen; -1, which no question has, for what is none."""
    return int(sent) if isinstance(sent, str) and sent.isdecimal() and len(sent) < 4 else -1


def answers_of(form: AnswerForm, questions: Sequence[Question]) -> tuple[GivenAnswer, ...]:
    return tuple(form.given(number) for number in range(1, len(questions) + 1))


def form_errors(form: AnswerForm, questions: Sequence[Question], locale: Locale) -> dict[str, str]:
    """What is wrong, by field, in the person's language; each question is looked at, not only the first."""
    errors: dict[str, str] = {}
    if form.kind not in set(RespondentKind):
        errors["kind"] = locale.translate("请选择您的身份。")
    for number, question in enumerate(questions, 1):
        if refusal := refusal_of(partial(checked_answer, question, form.given(number))):
            errors[f"q{number}"] = refusal_text(refusal, locale)
    if not errors:
        errors |= _as_a_whole(form, questions, locale)
    return errors


def _as_a_whole(form: AnswerForm, questions: Sequence[Question], locale: Locale) -> dict[str, str]:
    try:
        checked = checked_answers(questions, answers_of(form, questions))
    except Refusal as refusal:
        return {"main": refusal_text(refusal, locale)}
    if form.as_comment and not checked.texts:
        return {"as_comment": refusal_text(NothingToSubmit(), locale)}
    return {}
