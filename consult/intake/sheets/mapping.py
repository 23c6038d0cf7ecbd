"""The meaning of a table's columns: suggested by the usual Chinese and English names, confirmed by the registrar."""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Sequence
from datetime import date

import msgspec

from consult.intake.sheets.table_refusals import MappedTwice, MappingIncomplete, MappingOutside
from domain.enumerations import Channel, RespondentKind


class Field(enum.StrEnum):
    """What a column can be."""

    NUMBER = "number"  # the registrar's own number: what makes a repeat a repeat
    SERIAL = "serial"  # 序号: begins anew in each file, so it is shown beside the row and is no number of a comment
    CHANNEL = "channel"
    RECEIVED_ON = "received_on"
    KIND = "kind"
    NAME = "name"
    ORGANISATION = "organisation"
    TEXT = "text"
    ARTICLES = "articles"
    PROPOSED_WORDING = "proposed_wording"
    PHONE = "phone"
    EMAIL = "email"
    PUBLISH_NAME = "publish_name"


class ColumnMapping(msgspec.Struct, frozen=True, kw_only=True):
    """`columns`: place of each field's column, from 0. The rest holds for rows that say nothing of it themselves."""

    columns: dict[Field, int]
    channel: Channel | None = None
    received_on: date | None = None
    kind: RespondentKind = RespondentKind.INDIVIDUAL
    year: int | None = None  # of dates without one, and the century of years with two figures


NAMES: dict[Field, tuple[str, ...]] = {
    Field.NUMBER: ("编号", "意见编号", "登记号", "登记编号", "来件编号", "number", "id", "no", "ref", "reference"),
    Field.SERIAL: ("序号", "顺序号", "序", "行号", "项次", "serial", "serialnumber", "row"),
    Field.CHANNEL: (
        *("渠道", "来源", "征集渠道", "收到渠道", "来件方式", "来件渠道", "反馈渠道", "提交方式", "方式"),
        *("意见来源", "反馈方式", "征集方式", "征求方式", "来文方式", "收集渠道", "提出方式"),
        *("channel", "source"),
    ),
    Field.RECEIVED_ON: (
        *("收到日期", "收到时间", "来件日期", "来信日期", "接收日期", "登记日期", "反馈日期", "反馈时间", "提交时间", "提交日期"),
        *("来件时间", "来信时间", "接收时间", "登记时间", "来文日期", "来文时间", "来函日期", "收文日期", "收文时间", "收件日期"),
        *("日期", "时间", "received", "receivedon", "receiveddate", "datereceived", "date"),
    ),
    Field.KIND: (
        *("反馈人类别", "反馈人类型", "意见人类别", "提出人类别", "提交人类型", "身份", "类别", "类型", "反馈主体"),
        *("respondentkind", "respondenttype", "kind", "type", "category"),
    ),
    Field.NAME: (
        *("姓名", "反馈人", "反馈人姓名", "意见人", "提出人", "提交人", "来信人", "联系人", "姓名或名称", "反馈人名称"),
        *("name", "respondent", "respondentname"),
    ),
    Field.ORGANISATION: (
        *("单位", "单位名称", "工作单位", "所在单位", "企业名称", "公司", "组织名称", "机构"),
        *("反馈单位", "反馈单位名称", "提出单位", "意见单位", "建议单位", "来文单位", "来函单位", "提交单位", "反馈部门"),
        *("organisation", "organization", "company", "employer"),
    ),
    Field.TEXT: (
        *("意见内容", "意见建议", "意见和建议", "意见与建议", "意见及建议", "反馈意见", "反馈内容", "修改意见", "具体意见"),
        *("意见或建议", "修改建议", "修改意见和建议", "修改意见建议", "主要意见", "意见原文", "反馈意见内容", "留言"),
        *("意见", "建议", "内容", "留言内容", "text", "comment", "comments", "opinion", "content", "feedback"),
    ),
    Field.ARTICLES: (
        *("条款", "针对条款", "涉及条款", "对应条款", "所涉条款", "条文", "条目", "条款号", "条款序号"),
        *("修改条款", "对应条文", "涉及条文", "针对条文", "所在条款", "条款编号", "反馈条款"),
        *("article", "articles", "clause", "section"),
    ),
    Field.PROPOSED_WORDING: (
        *("建议条文", "建议修改为", "修改为", "建议表述", "建议文本", "修改后条文", "拟修改为"),
        *("proposedwording", "proposedtext", "wording", "suggestedwording"),
    ),
    Field.PHONE: (
        *("电话", "联系电话", "手机", "手机号", "手机号码", "电话号码", "联系方式"),
        *("phone", "telephone", "tel", "mobile"),
    ),
    Field.EMAIL: ("邮箱", "电子邮箱", "电子邮件地址", "邮件", "电邮", "email", "mail", "emailaddress"),
    Field.PUBLISH_NAME: (
        *("是否公开姓名", "公开姓名", "是否同意公开姓名", "同意公开姓名", "是否公开", "publishname"),
        *("nameconsent", "publicname"),
    ),
}
_FIELDS = {name: field for field, names in NAMES.items() for name in names}
_ASIDE = re.compile(r"[（(\[【].*?[)）\]】]|[\s_\-*：:·/.。、›]")
MAX_NAME = 120  # code points; DANGER: the pattern above takes the square of a long cell's time
BELOW = " › "
"""Between the two lines of a head: 反馈人 › 姓名."""


def suggested_mapping(columns: Sequence[str]) -> ColumnMapping:
    """The mapping by name; a field takes the first column that fits it. What is not recognised is left to the registrar."""
    found: dict[Field, int] = {}
    for place, name in enumerate(columns):
        field = _field(name)
        if field is not None:
            found.setdefault(field, place)
    return ColumnMapping(columns=found)


def fields_named(cells: Sequence[str]) -> frozenset[Field]:
    """What the cells of a row name, read as column names."""
    return frozenset(field for cell in cells if (field := _field(cell)) is not None)


def are_column_names(cells: Sequence[str]) -> bool:
    """Whether a row holds column names: at least two known ones, or that of the comment's text."""
    fields = fields_named(cells)
    return len(fields) > 1 or Field.TEXT in fields


def checked_mapping(mapping: ColumnMapping, columns: Sequence[str]) -> None:
    """Raises MappingIncomplete, MappingOutside, MappedTwice."""
    places = list(mapping.columns.values())
    if Field.TEXT not in mapping.columns:
        raise MappingIncomplete(field="text")
    if any(not 0 <= place < len(columns) for place in places):
        raise MappingOutside(field="columns")
    if len(set(places)) < len(places):
        raise MappedTwice(field="columns")


def _field(name: str) -> Field | None:
    """What a column name means, of two lines both together or the lower one; what is too long is none."""
    if len(name) > MAX_NAME:
        return None
    lower = name.rpartition(BELOW)[2]
    return _FIELDS.get(_plain(name)) or _FIELDS.get(_plain(lower))


def _plain(name: str) -> str:
    return _ASIDE.sub("", unicodedata.normalize("NFKC", name)).lower()
