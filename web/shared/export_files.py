"""A decision's comments and dispositions as files to download: their names, their types, and who may have which."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from urllib.parse import quote

import msgspec
from litestar import Response

from consult.exports.tables import csv_file, docx_file, xlsx_file
from consult.exports.tables.columns import Say
from consult.exports.tables.register import Register
from projections.consultations.views import ConsultationView
from web.shared.wording.languages import Locale
from web.shared.wording.words import word_or_value


class ExportFile(msgspec.Struct, frozen=True):
    """`label`: source string."""

    name: str
    label: str
    build: Callable[[Register, Say], bytes]
    media_type: str


EXPORTS: dict[str, ExportFile] = {
    file.name: file
    for file in (
        ExportFile("summary.docx", "意见采纳情况汇总表（DOCX）", docx_file.summary_docx, docx_file.MEDIA_TYPE),
        ExportFile("register.xlsx", "意见、要点和台账（XLSX）", xlsx_file.register_xlsx, xlsx_file.MEDIA_TYPE),
        ExportFile("comments.csv", "全部意见（CSV）", csv_file.comments_csv, csv_file.MEDIA_TYPE),
        ExportFile("dispositions.csv", "采纳情况和理由（CSV）", csv_file.dispositions_csv, csv_file.MEDIA_TYPE),
    )
}
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f"*/:<>?\\|\u202a-\u202e\u2066-\u2069]+')


def say_in(locale: Locale) -> Say:
    """The words of files in the reader's language."""
    return lambda kind, value: locale.translate(word_or_value(kind, value))


async def export_answer(register: Register, file: ExportFile, locale: Locale, cache: str) -> Response[bytes]:
    """The file, built beside the event loop: a long one takes seconds."""
    content = await asyncio.to_thread(file.build, register, say_in(locale))
    headers = {"content-disposition": disposition_of(register, file), "cache-control": cache}
    return Response(content, media_type=file.media_type.partition(";")[0], headers=headers)


def disposition_of(register: Register, file: ExportFile) -> str:
    stem, _, ending = file.name.rpartition(".")
    staff = "-staff" if register.audience == "staff" else ""
    return attachment(register.consultation, f"{stem}{staff}.{ending}")


def attachment(view: ConsultationView, name: str) -> str:
    """RFC 6266: a plain name for everybody, and the decision's title for those who read RFC 8187."""
    title = _NOT_IN_NAMES.sub("_", view.title or "")[:60]
    full = quote(f"{view.number}-{title}-{name}", safe="")
    return f"attachment; filename=\"{view.number}-{name}\"; filename*=UTF-8''{full}"
