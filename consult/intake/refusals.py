"""Why a file that was brought along is not taken. Nothing of its content stands in the parameters.

FileRefused
├── FileEmpty, FileTooLarge, PackedTooMuch
├── FileEncrypted, FileOutdated, FileWithMacros, FormatUnknown, FormatMismatch
└── FileDamaged, PathNameInFile, DeclarationsInFile, EncodingUnknown, NothingToRead
(of tables and their mapping: consult.intake.sheets.table_refusals)
"""

from __future__ import annotations

from typing import ClassVar

from domain.refusals import Refusal


class FileRefused(Refusal):
    """A file is taken only where it can be read whole and safely."""

    status: ClassVar[int] = 422


class FileEmpty(FileRefused):
    """A file has at least one byte."""

    message = "文件是空的，请选择有内容的文件。"


class FileTooLarge(FileRefused):
    """A file has at most `limit` MB."""

    message = "文件超过{limit}MB，请压缩图片、删去附件或者拆分后再上传。"
    status = 413


class PackedTooMuch(FileRefused):
    """What a compressed file holds stays within limits of size, number of parts, compression and nesting (zip and XML bombs)."""

    message = "文件解压后过大、部件过多或者结构过于复杂，为安全起见没有打开。请用办公软件另存一份后再上传。"
    status = 413


class FileEncrypted(FileRefused):
    """A file that opens only with a password cannot be read."""

    message = "文件设有打开密码，无法读取。请取消密码后再上传。"


class FileOutdated(FileRefused):
    """Files of Word 97-2003 (.doc), Excel 97-2003 (.xls) and the like are not read."""

    message = "这是旧版格式的文件（如.doc、.xls、.wps），请在办公软件中另存为{wanted}后再上传。"
    status = 415


class FileWithMacros(FileRefused):
    """A file that carries macros is not opened."""

    message = "文件含有宏，为安全起见不予打开。请另存为不含宏的{wanted}后再上传。"
    status = 415


class FormatUnknown(FileRefused):
    """A draft comes as DOCX, Markdown or plain text; a table as CSV or XLSX."""

    message = "不能读取这种文件，可以接收{wanted}。"
    status = 415


class FormatMismatch(FileRefused):
    """The ending of a file's name agrees with its content."""

    message = "文件名的后缀与实际内容不符，请核对文件，或者另存后再上传。"
    status = 415


class FileDamaged(FileRefused):
    """A file that is not whole cannot be read."""

    message = "文件已损坏或者不完整，无法读取。请用办公软件打开检查并另存后再上传。"


class PathNameInFile(FileRefused):
    """The parts of a compressed file have plain names that stay inside it, each once."""

    message = "文件内部含有不安全或者重复的路径名称，没有打开。请用办公软件另存一份后再上传。"


class DeclarationsInFile(FileRefused):
    """No part of an office document declares a document type or entities (XML bombs, reading of other files)."""

    message = "文件内部含有文档类型或者实体声明，为安全起见没有打开。请用办公软件另存一份后再上传。"


class EncodingUnknown(FileRefused):
    """A text is in UTF-8, in UTF-16 with its mark, or in GB18030 (GBK, GB2312)."""

    message = "无法识别文件的文字编码，请另存为UTF-8编码后再上传。"


class NothingToRead(FileRefused):
    """A draft has words."""

    message = "文件中没有读到文字。扫描件和图片需要先转换成文字。"
