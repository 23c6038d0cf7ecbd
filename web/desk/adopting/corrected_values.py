"""Fields in which the value of a correction is filled in, by the shape of what is corrected, and their reading."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from consult.reading.corrections import CorrectableField, Shape
from domain.consultation.state import Consultation
from domain.point.dispositions import checked_disposition
from domain.text import CITATION, DISPOSITION_REASON, NAME, REASON, TITLE, name_text, normalised_text, optional_text
from domain.undertaking.events import ProgressWords, TaskWords
from domain.values import ContactPoint, DispositionText, FeedbackText, Interpretation, LegalBasis
from web.desk.answering.point_forms import answer_fields, disposition_of, disposition_values
from web.desk.forms.form import Field, Option
from web.desk.forms.input import FieldRefused, FormInput, form_values
from web.shared.wording.languages import Locale
from web.shared.wording.words import word_or_value

SUMMARY, CONTACT = FeedbackText.__struct_fields__, ContactPoint.__struct_fields__
PARTS = Interpretation.__struct_fields__
OF_TASKS = {"task": TaskWords, "progress": ProgressWords}
LONG = {"summary", "public_note", "effect", "findings", "done"}


class CorrectionUnchanged(FieldRefused):
    """A correction says something else than what is published."""

    message = "内容没有变化，不需要更正。"


class BasisAddressRefused(FieldRefused):
    """The address of a law or document begins with https://."""

    message = "网址应当以 https:// 开头。"


def value_fields(locale: Locale, found: CorrectableField, articles: list[Option]) -> tuple[Field, ...]:
    """The fields for its value."""
    match found.shape:
        case "disposition":
            return answer_fields(locale, articles)
        case "feedback":
            return tuple(_part(name, kind="area", most=DISPOSITION_REASON) for name in SUMMARY)
        case "contact":
            return tuple(_part(name, optional=name != "unit", most=TITLE) for name in CONTACT)
        case "basis":
            hint = "每行一件：名称，需要时加竖线和网址，例如：《条例》| https://www.gov.cn/"
            return (Field(name="value", label="决策依据", kind="area", hint=hint),)
        case "interpretation":
            late = ("key_terms", "differences", "not_applicable_reason")
            return tuple(_part(each, kind="area", rows=4, optional=each in late, most=DISPOSITION_REASON) for each in PARTS)
        case "task" | "progress" as shape:
            return tuple(_part(each, kind="area", rows=4, most=REASON) for each in OF_TASKS[shape].__struct_fields__)
        case _:
            kind = "area" if found.field in LONG else "text"
            return (Field(name="value", label="更正后的内容", kind=kind, most=REASON if kind == "area" else TITLE),)


def _part(name: str, **more: Any) -> Field:
    return Field(name=name, label=word_or_value("corrected_part", name), **more)


def typed_value(found: CorrectableField) -> FormInput:
    """The present value, as the fields show it."""
    value = found.value
    if isinstance(value, DispositionText):
        return disposition_values(value)
    if isinstance(value, FeedbackText | ContactPoint | Interpretation | TaskWords | ProgressWords):
        return form_values(msgspec.structs.asdict(value).items())
    if found.shape == "basis" and isinstance(value, tuple):
        return form_values(value="\n".join(each.title + (f" | {each.url}" if each.url else "") for each in value))
    return form_values(value=value)


def given_value(found: CorrectableField, given: FormInput, state: Consultation) -> object:
    """The corrected value, as JSON has it.

    Raises Missing, NotAChoice, TextRefused, BasisAddressRefused, CorrectionUnchanged, and for an answer what drafting it does.
    """
    value = READ[found.shape](given)
    if isinstance(value, DispositionText):
        value = checked_disposition(value, state, state.rules)
    written = msgspec.to_builtins(value)
    if written == msgspec.to_builtins(found.value):
        raise CorrectionUnchanged(field="value")
    return written


def _text(given: FormInput) -> str:
    return normalised_text(given["value"], field="value", max_length=REASON, required=True)


def _feedback(given: FormInput) -> FeedbackText:
    words = {name: normalised_text(given[name], field=name, max_length=DISPOSITION_REASON) for name in SUMMARY}
    return FeedbackText(**words)


def _contact(given: FormInput) -> ContactPoint:
    unit = normalised_text(given["unit"], field="unit", max_length=NAME, required=True)
    return ContactPoint(unit, *(optional_text(given[name], field=name, max_length=CITATION) for name in CONTACT[1:]))


def _basis(given: FormInput) -> list[LegalBasis]:
    lines = normalised_text(given["value"], field="value", max_length=DISPOSITION_REASON, required=True).split("\n")
    pairs = [line.replace("｜", "|").partition("|") for line in lines if line.strip()]
    if any(url.strip() and not url.strip().startswith("https://") for _, _, url in pairs):
        raise BasisAddressRefused(field="value")
    return [LegalBasis(title.strip(), url.strip() or None) for title, _, url in pairs]


def _interpretation(given: FormInput) -> Interpretation:
    texts = {name: optional_text(given[name], field=name, max_length=DISPOSITION_REASON) for name in PARTS}
    return msgspec.convert(texts, Interpretation)


def _task(given: FormInput) -> TaskWords:
    measures = normalised_text(given["measures"], field="measures", max_length=REASON)
    return TaskWords(measures, name_text(given["responsible"], field="responsible", max_length=NAME, required=True))


def _progress(given: FormInput) -> ProgressWords:
    names = ProgressWords.__struct_fields__
    return ProgressWords(**{name: normalised_text(given[name], field=name, max_length=REASON) for name in names})


READ: dict[Shape, Callable[[FormInput], Any]] = {
    "text": _text,
    "disposition": disposition_of,
    "feedback": _feedback,
    "contact": _contact,
    "basis": _basis,
    "interpretation": _interpretation,
    "task": _task,
    "progress": _progress,
}
