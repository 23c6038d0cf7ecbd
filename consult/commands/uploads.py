"""Uploaded files: type checked by content, limits on size and number, original names not kept in public."""

from __future__ import annotations

import io
import re
import secrets
import zipfile
from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256

import filetype
import msgspec
from cryptography.exceptions import InvalidTag

from consult.commands.encodings import encoding_of
from consult.inside.media_types import DOCX, JPEG, ODT, PDF, PNG, TEXT
from consult.runtime import Runtime
from domain.refusals import Refusal
from domain.values import Blob

MAX_SIZE = 10 * 1024 * 1024  # bytes
MAX_FILES = 5
WAITING = timedelta(hours=1)

ENDINGS = {PDF: "pdf", PNG: "png", JPEG: "jpg", TEXT: "txt", DOCX: "docx", ODT: "odt"}
HEIF = re.compile(rb"....ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)", re.S)  # ISO/IEC 23008-12, annex B
OTHER_ENDINGS = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg", "pjpeg": "jpg", "pjp": "jpg"}


class AttachmentTypeMismatch(Refusal):
    """A file is what its ending says, and of a kind that can be read: PDF, DOCX, ODT, PNG, JPEG or TXT.

    What else is claimed of it is what a browser or an office program guessed, and decides nothing.
    """

    message = "第{place}个附件的内容与后缀不符，或者不是可以接收的类型（PDF、DOCX、ODT、PNG、JPEG、TXT）。"
    status = 415


class PhotographNotJpeg(Refusal):
    """Telephones keep photographs as HEIC, which many browsers and office programs cannot show: whoever sent it is told how to
    get a JPEG."""

    message = (
        "第{place}个附件是HEIC照片，很多电脑打不开。请改用JPEG：iPhone在“设置”—“相机”—“格式”中选“兼容性最佳”后重新拍摄，"
        "或者打开照片截屏；安卓手机在相机设置中关闭“高效图片”（HEIF）后重新拍摄。"
    )
    status = 415


class AttachmentTooLarge(Refusal):
    """A file has at most 10 MB, and a comment at most five of them."""

    message = "附件过大或者过多：每个不超过10MB，最多5个。"
    status = 413


class AttachmentsGone(Refusal):
    """What was uploaded is entered, or whoever uploaded it is told; no comment is entered without it in silence."""

    message = "有{count}个附件没有保留下来（上传以后超过一小时，或者没有传完），请重新选择这些附件后再提交。"
    status = 422


class AttachmentsLeftOut(Refusal):
    """More files were chosen than a comment takes: those beyond are named, so that the person decides which to send."""

    message = "附件最多{most}个。下列附件没有保留，请去掉其他附件后重新选择，或者合并成一个文件：{names}。"
    status = 422


class Upload(msgspec.Struct, frozen=True):
    """A file as it came: the name it was given, the type it claims, its content."""

    name: str
    media_type: str
    content: bytes


class CheckedFile(msgspec.Struct, frozen=True):
    blob: Blob
    content: bytes


def checked_uploads(uploads: Sequence[Upload]) -> tuple[CheckedFile, ...]:
    """The files with their true types. Raises AttachmentTypeMismatch, PhotographNotJpeg, AttachmentTooLarge."""
    if len(uploads) > MAX_FILES or any(not 0 < len(upload.content) <= MAX_SIZE for upload in uploads):
        raise AttachmentTooLarge(field="files")
    return tuple(_checked(place, upload) for place, upload in enumerate(uploads, 1))


def _checked(place: int, upload: Upload) -> CheckedFile:
    if HEIF.match(upload.content):
        raise PhotographNotJpeg(field="files", place=place)
    found = true_type(upload.content)
    ending = upload.name.rpartition(".")[2].lower()
    if found is None or OTHER_ENDINGS.get(ending, ending) != ENDINGS[found]:
        raise AttachmentTypeMismatch(field="files", place=place)
    return CheckedFile(blob_of(upload.content, found), upload.content)


def blob_of(content: bytes, media_type: str) -> Blob:
    """What the log says of a file."""
    return Blob(sha256(content).hexdigest(), len(content), media_type)


def true_type(content: bytes) -> str | None:
    """The media type by content; None for a kind that is not taken."""
    if content.startswith(b"PK"):
        return _packed_type(content)
    kind = filetype.guess(content)
    if kind is not None:
        return kind.mime if kind.mime in (PDF, PNG, JPEG) else None
    return TEXT if encoding_of(content) else None


def _packed_type(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" in names and "[Content_Types].xml" in names:
                return DOCX
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                return ODT if archive.read("mimetype") == ODT.encode() else None
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError):
        return None
    return None


async def store_upload(runtime: Runtime, upload: Upload) -> str:
    """Store a file, encrypted, for an hour between the steps of a form; returns the token that retrieves it."""
    checked_uploads([upload])
    return await store_unchecked_upload(runtime, upload)


async def store_unchecked_upload(runtime: Runtime, upload: Upload) -> str:
    """As `store_upload`, for a file that has been checked otherwise (`consult.intake`)."""
    return await store_encrypted(runtime, msgspec.msgpack.encode(upload), "waiting upload")


async def stored_upload(runtime: Runtime, token: str) -> Upload | None:
    """The file kept under this token, as long as it has not expired."""
    plain = await stored_encrypted(runtime, token, "waiting upload")
    return None if plain is None else msgspec.msgpack.decode(plain, type=Upload)


async def stored_uploads(runtime: Runtime, tokens: Sequence[str]) -> list[tuple[str, Upload]]:
    """Those that are still kept, each with its token."""
    return [(token, upload) for token in tokens if (upload := await stored_upload(runtime, token))]


async def all_stored_uploads(runtime: Runtime, tokens: Sequence[str]) -> tuple[Upload, ...]:
    """Every one of them. Raises AttachmentsGone."""
    found = await stored_uploads(runtime, tokens)
    if len(found) < len(tokens):
        raise AttachmentsGone(field="files", count=len(tokens) - len(found))
    return tuple(upload for _, upload in found)


async def store_encrypted(runtime: Runtime, plain: bytes, what: str) -> str:
    """Store bytes, encrypted, for an hour; returns the token that retrieves them. `what`: their purpose, checked at retrieval."""
    token = secrets.token_urlsafe(24)
    query = "INSERT INTO sealed.waiting_uploads VALUES ($1, $2, $3)"
    ciphertext = runtime.sealed.waiting_key().encrypt(plain, what)
    await runtime.database.pool.execute(query, _hash(token), ciphertext, runtime.clock.now() + WAITING)
    return token


async def stored_encrypted(runtime: Runtime, token: str, what: str) -> bytes | None:
    """The bytes stored under this token for the purpose `what`; None where they expired."""
    query = "SELECT ciphertext FROM sealed.waiting_uploads WHERE token_hash = $1 AND expires_at > $2"
    ciphertext = await runtime.database.pool.fetchval(query, _hash(token), runtime.clock.now())
    try:
        return None if ciphertext is None else runtime.sealed.waiting_key().decrypt(ciphertext, what)
    except InvalidTag:
        return None  # a token of something else


async def delete_expired_uploads(runtime: Runtime) -> None:
    """Destroy what has expired."""
    await runtime.database.pool.execute("DELETE FROM sealed.waiting_uploads WHERE expires_at <= $1", runtime.clock.now())


def _hash(token: str) -> bytes:
    return sha256(token.encode("utf-8", "replace")).digest()
