"""配套材料: explanation, basis, interpretation, attachments and contact are prepared."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from domain.consultation.events import MaterialsPrepared
from domain.consultation.refusals import DraftFrozen, LinkNotWeb
from domain.consultation.state import Consultation
from domain.consultation.steps.drafting import prepare_materials
from domain.text import ControlCharacter, DirectionControl, TextMissing, TextTooLong
from domain.values import Blob, ContactPoint, Interpretation, LegalBasis, NamedBlob
from tests.domain.consultation.told import (
    DRAFTER,
    INTERPRETATION,
    MATERIALS,
    STARTS,
    drafted,
    published,
    released,
    submitted,
    then,
)


def prepare(state: Consultation | None = None, **changes: Any) -> MaterialsPrepared:
    return prepare_materials(state or drafted(), **MATERIALS | changes, actor=DRAFTER, at=STARTS)


def test_materials_are_prepared_as_given() -> None:
    event = prepare()
    assert {name: getattr(event, name) for name in MATERIALS} == MATERIALS


def test_materials_may_be_completed_later() -> None:
    event = prepare(explanation=None, basis=(), interpretation=None)
    assert (event.explanation, event.basis, event.interpretation) == (None, (), None)


def test_the_last_materials_stand() -> None:
    state = then(drafted(), prepare())
    later = prepare(state, contact=ContactPoint("综合处"))
    assert then(state, later).materials == later


@pytest.mark.parametrize("stage", [submitted, released])
def test_new_materials_undo_request_reviews_and_release(stage: Any) -> None:
    state = stage()
    changed = then(state, prepare(state))
    assert (changed.review_requested_by, changed.reviews, changed.released) == (None, {}, False)


def test_published_materials_are_frozen() -> None:
    with pytest.raises(DraftFrozen):
        prepare(published())


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org/a", "//example.org", "https:// a"])
def test_a_link_leads_to_a_web_page(url: str) -> None:
    with pytest.raises(LinkNotWeb) as refused:
        prepare(basis=(LegalBasis("某条例", url),))
    assert refused.value.status == 422


@pytest.mark.parametrize("url", [None, "http://example.org", "HTTPS://example.org/law?id=1#a5"])
def test_a_basis_has_a_link_or_none(url: str | None) -> None:
    assert prepare(basis=(LegalBasis("某条例", url),)).basis == (LegalBasis("某条例", url),)


def test_a_basis_has_a_title() -> None:
    with pytest.raises(TextMissing):
        prepare(basis=(LegalBasis("　"),))


def test_an_interpretation_keeps_its_lines_in_one_form() -> None:
    parts = INTERPRETATION | {"background": "一\r\n二", "key_terms": None, "not_applicable_reason": "没有专业术语。"}
    event = prepare(interpretation=Interpretation(**parts))
    assert event.interpretation == Interpretation(**parts | {"background": "一\n二"})


def test_control_characters_are_refused_in_every_part() -> None:
    for name in INTERPRETATION:
        with pytest.raises(ControlCharacter) as refused:
            prepare(interpretation=Interpretation(**INTERPRETATION | {name: "早市\x07"}))
        assert refused.value.params["field"] == name


@pytest.mark.parametrize("field", ["phone", "email", "address", "postcode"])
def test_each_line_of_the_contact_reads_as_it_is_written(field: str) -> None:
    contact = ContactPoint("市场建设处", "1", "a@example.org", "示例路1号", "000000")
    assert prepare(contact=contact).contact == contact
    with pytest.raises(DirectionControl):
        prepare(contact=replace(contact, **{field: "12\u202e34"}))
    with pytest.raises(TextTooLong):
        prepare(contact=replace(contact, **{field: "1" * 255}))


def test_a_contact_names_its_unit() -> None:
    with pytest.raises(TextMissing):
        prepare(contact=ContactPoint(" "))


def test_an_attachment_has_a_title_of_one_line() -> None:
    blob = Blob("f" * 64, 10, "application/pdf")
    assert prepare(attachments=(NamedBlob(" 示意图 ", blob),)).attachments == (NamedBlob("示意图", blob),)
    with pytest.raises(ControlCharacter):
        prepare(attachments=(NamedBlob("示意\n图", blob),))
