"""Why a table of comments, or its mapping, is not taken; and what is wrong with one of its rows.

TableRefused
├── NoRows, TooManyRows, TooManyColumns, CellTooLong, TableMalformed, SheetUnknown
├── MappingIncomplete, MappingOutside, MappedTwice
└── RowRefused: CellMissing, ChannelNotKnown, RespondentKindNotKnown, AnswerNotUnderstood, WordsMerged, RowTooWide,
    NumberRepeatedInFile, NumberUsedOtherwise, and DateNotUnderstood with DateWithoutYear, DateWithoutCentury,
    DateWithoutDay, DateEitherWay
"""

from __future__ import annotations

from typing import ClassVar

from domain.refusals import Refusal


class TableRefused(Refusal):
    """A table is taken where every row can be read."""

    status: ClassVar[int] = 422


class NoRows(TableRefused):
    """A table has a row of column names and at least one row below it."""

    message = "表格中没有内容：第一行应为列名，下面每行一条意见。"


class TooManyRows(TableRefused):
    """A table has at most `limit` rows."""

    message = "表格超过{limit}行，请拆成几个文件分别导入。"
    status = 413


class TooManyColumns(TableRefused):
    """A table has at most `limit` columns."""

    message = "表格超过{limit}列，请删去多余的列后再导入。"
    status = 413


class CellTooLong(TableRefused):
    """A cell has at most `limit` code points."""

    message = "第{line}行有单元格超过{limit}字。"
    status = 413


class TableMalformed(TableRefused):
    """Quotes in a CSV file (RFC 4180) are closed again."""

    message = "第{line}行附近的引号没有成对，无法分清各列。请检查后再导入。"


class SheetUnknown(TableRefused):
    """The sheet asked for is in the workbook."""

    message = "文件中没有这个工作表。"


class MappingIncomplete(TableRefused):
    """The text of the comment has a column."""

    message = "请指明哪一列是意见内容。"


class MappingOutside(TableRefused):
    """A mapping names columns that the table has."""

    message = "所选的列不在表格中，请重新选择。"


class MappedTwice(TableRefused):
    """A column is read as one thing only."""

    message = "同一列不能对应两项内容，请重新选择。"


class RowRefused(TableRefused):
    """A row becomes a comment where each of its cells is understood."""


class CellMissing(RowRefused):
    """Channel and date of receipt of what came on paper are in the row, or were given for the whole file."""

    message = "没有填写，也没有为整个文件统一指定。"


class DateNotUnderstood(RowRefused):
    """A date names a day of the calendar: 2026-3-5, 2026/3/5, 2026年3月5日, 20260305 or Excel's serial number."""

    message = "看不懂的日期，请写成2026-03-05或者2026年3月5日。"


class DateWithoutYear(DateNotUnderstood):
    """A date names its year, in its cell or given for the whole file."""

    message = "日期“{written}”没有写年份。可以在下面选定年份，用于整个文件，再试导入一次。"


class DateWithoutCentury(DateNotUnderstood):
    """A year has four figures, in its cell or by the one given for the whole file."""

    message = "日期“{written}”的年份只有两位，没有写世纪。可以在下面选定年份，用于整个文件，再试导入一次。"


class DateWithoutDay(DateNotUnderstood):
    """A date names the day, not only its month."""

    message = "日期“{written}”只有年和月，没有写哪一天。请在表格中补上。"


class DateEitherWay(DateNotUnderstood):
    """A date with the year last says which of its two other numbers is the month."""

    message = "日期“{written}”分不清哪个是月、哪个是日，请写成2026-03-05。"


class ChannelNotKnown(RowRefused):
    """A channel is one of letter, e-mail, telephone, counter, hearing."""

    message = "看不懂的来源，可以写：信函、电子邮件、电话、现场、听证会。"


class RespondentKindNotKnown(RowRefused):
    """A kind of respondent is one of the five."""

    message = "看不懂的反馈人类别，可以写：个人、企业、社会组织、机关事业单位、其他。"


class AnswerNotUnderstood(RowRefused):
    """Whether the name may be published is yes or no; silence is no (PIPL art. 25)."""

    message = "看不懂是否同意公开姓名，请写“是”或者“否”。"
    article = "《个人信息保护法》第二十五条"


class WordsMerged(RowRefused):
    """The words of one comment are entered once: a cell of words merged over several rows is the comment of the first of them."""

    message = "这一格与第{line}行合并，是同一条意见，只在第{line}行登记一次。这一行另有内容的，请在表格中拆分单元格后再导入。"


class RowTooWide(RowRefused):
    """A row has no more cells than there are column names."""

    message = "这一行的列数多于列名，可能是内容中的分隔符没有加引号。"


class NumberRepeatedInFile(RowRefused):
    """A number of one's own stands once in a file."""

    message = "编号与第{line}行重复。"


class NumberUsedOtherwise(RowRefused):
    """A number of one's own that was entered before stands for the same content."""

    message = "这个编号此前已经登记过，但内容不同。内容确有变化的，请使用新的编号。"
