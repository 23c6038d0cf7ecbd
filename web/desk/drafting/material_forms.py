"""The form of the papers that are published with the draft: its fields, what it begins with, and the command it asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from consult.commands.consultation.drafting import PrepareMaterials
from consult.commands.table import row_of
from consult.commands.uploads import Upload
from consult.runtime import Runtime
from domain.consultation.state import Consultation
from domain.consultation.steps.materials import POSTCODE
from domain.sealing import CLOSED
from domain.text import EMAIL, ORGANISATION, PHONE, REASON, TITLE
from domain.values import ContactPoint, Interpretation, LegalBasis
from web.desk.forms.form import DeskForm, Field, FormContent
from web.desk.forms.input import FormInput, form_values

MOST_ROWS = 10
PARTS = (
    Field(name="background", label="背景", kind="area", later=True, hint="为什么作这项决策。"),
    Field(name="main_content", label="主要内容", kind="area", later=True),
    Field(name="applies_to", label="适用对象", kind="area", rows=3, later=True),
    Field(name="points_to_note", label="注意事项", kind="area", rows=3, later=True),
    Field(name="key_terms", label="关键词解释", kind="area", rows=4, later=True),
    Field(name="differences", label="新旧政策差异", kind="area", rows=4, later=True),
    Field(
        name="not_applicable_reason",
        label="不适用的理由",
        kind="area",
        rows=3,
        optional=True,
        most=REASON,
        hint="“关键词解释”“新旧政策差异”没有内容的，写明理由。",
    ),
)
CONTACT = (
    Field(name="unit", label="联系单位", most=ORGANISATION),
    Field(name="phone", label="电话", optional=True, most=PHONE),
    Field(name="email", label="电子邮件", optional=True, most=EMAIL),
    Field(name="address", label="通信地址", optional=True, most=TITLE),
    Field(name="postcode", label="邮政编码", optional=True, most=POSTCODE),
)
EXPLANATION = Field(name="explanation", label="起草说明", kind="area", rows=12, later=True)
FILES = Field(
    name="files",
    label="上传附件",
    kind="files",
    optional=True,
    accept=".pdf,.docx,.odt,.png,.jpg,.jpeg,.txt",
    hint="PDF、DOCX、ODT、PNG、JPEG、TXT，每个不超过10MB，每次最多5个。公众看到的名称就是文件名。",
)
FORM = DeskForm(
    title=row_of(PrepareMaterials).label,
    lead="起草说明、决策依据和解读材料与征求意见稿同时公布。没有写完的可以先保存，送审前补齐。",
    button="保存配套材料",
    autosave=True,
    template="desk/drafting/materials.html",
    fields=(
        EXPLANATION,
        Field(name="basis", kind="hidden", optional=True),
        *PARTS,
        *CONTACT,
        FILES,
        Field(name="attachments", kind="hidden", optional=True),
    ),
)


async def stored_materials(runtime: Runtime, state: Consultation) -> FormContent:
    """The papers as they are stored."""
    stored = state.materials
    if stored is None or stored.interpretation is CLOSED or stored.contact is CLOSED or stored.basis is CLOSED:
        division = "" if state.division is CLOSED else state.division.name
        return FormContent(typed=form_values(unit=division), seen=state.version)
    explanation = stored.explanation
    blob = None if explanation is None or explanation is CLOSED else await runtime.sealed.blob(state.id, explanation.sha256)
    interpretation, contact = stored.interpretation, stored.contact
    values = form_values(
        explanation=blob.decode() if blob else "",
        basis_title=[basis.title for basis in stored.basis],
        basis_url=[basis.url or "" for basis in stored.basis],
        keep=[] if stored.attachments is CLOSED else [each.blob.sha256 for each in stored.attachments],
        **{field.name: interpretation and getattr(interpretation, field.name) for field in PARTS},
        **{field.name: getattr(contact, field.name) for field in CONTACT},
    )
    return FormContent(typed=values, seen=state.version)


def rows_of(given: FormInput, more: int = 0) -> list[tuple[str, str]]:
    """The rows of the basis as typed, at least three and `more`, at most ten."""
    titles, links = given.values.get("basis_title", ()), given.values.get("basis_url", ())
    links = (*links, *[""] * (len(titles) - len(links)))
    rows = [*zip(titles, links, strict=False)]
    wanted = min(max(len(rows) + more, 3), MOST_ROWS)
    return (rows + [("", "")] * wanted)[:wanted]


def materials_from(
    state: Consultation, given: FormInput, files: Sequence[Upload], as_it_is: Mapping[str, str]
) -> PrepareMaterials:
    """The command: rows left empty are left out. `as_it_is`: reasons by SHA-256 of the file."""
    basis = [LegalBasis(title, link.strip() or None) for title, link in rows_of(given) if title.strip() or link.strip()]
    contact = {field.name: given.optional(field.name) for field in CONTACT if field.name != "unit"}
    excusable = {name: given.optional(name) for name in ("key_terms", "differences", "not_applicable_reason")}
    return PrepareMaterials(
        consultation_id=state.id,
        explanation=given["explanation"],
        basis=tuple(basis),
        interpretation=Interpretation(
            background=given["background"],
            main_content=given["main_content"],
            applies_to=given["applies_to"],
            points_to_note=given["points_to_note"],
            **excusable,
        ),
        contact=ContactPoint(given["unit"], **contact),
        attachments=given.all("keep"),
        as_it_is=dict(as_it_is),
        files=tuple(files),
        seen=given.version("seen"),
    )
