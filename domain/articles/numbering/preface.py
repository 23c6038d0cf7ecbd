"""What stands before the first article: a block of front matter, a covering letter, the line 附件, the title in its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.articles.numbering.labels import annex_label, article_label, heading_label, is_blank_or_comment, strip_line
from domain.articles.numbering.levels import level_label

MAX_TITLE = 80  # code points
MAX_TITLE_LINE = 40
TITLE_LINES = 3
SENTENCE = tuple("。；;，,：:")
MOST_FRONT_LINES = 60

_KEY = re.compile(r"^\s*(?:-\s|#|[\w-]{1,40}\s*:|\s)")
_FRONT_TITLE = re.compile(r"^title\s*:\s*[\"']?(?P<title>.*?)[\"']?\s*$")
_KIND = re.compile(
    "(?:办法|规定|条例|细则|规则|规程|章程|标准|规范|指南|方案|规划|计划|意见|措施|决定|通知|通告|公告|要点|清单|目录|纲要|草案|预案|制度)"
    "(?:[（(][^（）()]{1,20}[)）]){0,2}$"
)
_DOCUMENT_NUMBER = re.compile(r"^[\u4e00-\u9fff]{1,14}[〔\[［（(【]\s*(?:19|20)\d\d\s*[〕\]］)）】]\s*(?:第\s*)?\d{1,5}\s*号$")
_SALUTATION = re.compile(r"^\S{0,40}(?:单位|部门|政府|委员会|委|局|办|厅|处|室|公司|企业|协会|同志)[：:]$")
_HAN_DIGIT = "〇○零一二三四五六七八九十"
_DAY = rf"[\d{_HAN_DIGIT}]{{1,3}}"
_DATE = re.compile(rf"^[（(]?\s*[\d{_HAN_DIGIT}]{{4}}\s*年\s*{_DAY}\s*月\s*{_DAY}\s*日\s*[)）]?$")
_ASIDE = re.compile(r"^[（(].*[)）]$")


def front_matter(lines: Sequence[str]) -> range:
    """The block --- … --- of keys at the head of a Markdown file, if there is one."""
    first = next((index for index, line in enumerate(lines) if not is_blank_or_comment(line)), None)
    if first is None or lines[first].rstrip() != "---":
        return range(0)
    for index in range(first + 1, min(len(lines), first + MOST_FRONT_LINES)):
        if lines[index].rstrip() == "---":
            return range(first, index + 1) if index > first + 1 else range(0)
        if lines[index].strip() and not _KEY.match(lines[index]):
            break
    return range(0)


def front_matter_title(lines: Sequence[str], front: range) -> str:
    """`title: "…"` of a block of front matter."""
    found = (_FRONT_TITLE.match(lines[index].strip()) for index in front)
    return next((each["title"].strip() for each in found if each), "")


def title_lines(lines: Sequence[str], contents: range, start: int) -> tuple[int, ...]:
    """The lines of the title: `# …`, or short ones without a sentence's end above more text; none where it is unclear.

    `start`: the line after front matter and letter. A title goes on in the next lines where they make it end like one (…办法,
    …方案). A line that says only 附件 is passed over.
    """
    spoken = [index for index in range(start, len(lines)) if not is_blank_or_comment(lines[index])]
    if spoken and is_only_annex(lines[spoken[0]]):
        del spoken[0]
    if not spoken or spoken[0] in contents or not _may_be_title(lines, spoken):
        return ()
    return _continued(lines, spoken[:TITLE_LINES])


def _may_be_title(lines: Sequence[str], spoken: Sequence[int]) -> bool:
    line = strip_line(lines[spoken[0]])
    if article_label(line, 0) or level_label(line, 0) or annex_label(line):
        return False
    heading = heading_label(line)
    if heading:
        return line.startswith("# ") and heading.number is None
    return len(spoken) > 1 and len(line) <= MAX_TITLE and not line.endswith(SENTENCE)


def _continued(lines: Sequence[str], spoken: Sequence[int]) -> tuple[int, ...]:
    """The first line, with those that follow if only with them it ends like a title."""
    words = strip_line(lines[spoken[0]])
    if words.startswith("#") or _KIND.search(words):
        return (spoken[0],)
    for count, index in enumerate(spoken[1:], 2):
        line = strip_line(lines[index])
        if not _goes_on(line):
            break
        words += line
        if _KIND.search(words):
            return tuple(spoken[:count])
    return (spoken[0],)


def _goes_on(line: str) -> bool:
    begins = article_label(line, 0) or level_label(line, 0) or heading_label(line) or annex_label(line)
    aside = _ASIDE.match(line) or _DATE.match(line) or _DOCUMENT_NUMBER.match(line)
    return not begins and not aside and len(line) <= MAX_TITLE_LINE and not line.endswith(SENTENCE)


def is_salutation(line: str) -> bool:
    """各有关单位： on a line of its own."""
    return _SALUTATION.match(strip_line(line)) is not None


def letter_before(lines: Sequence[str], start: int, body: int) -> range:
    """A covering letter (a salutation, at the end its date or 附件) or the head of an official document (文号), if there is one.

    `body`: the line of the first article or item.
    """
    spoken = [index for index in range(start, body) if not is_blank_or_comment(lines[index])]
    plain = {index: strip_line(lines[index]) for index in spoken}
    greeted = next((index for index in spoken if is_salutation(plain[index])), None)
    if greeted is not None:
        ends = [index for index in spoken if index > greeted and (_DATE.match(plain[index]) or annex_label(lines[index]))]
        if ends and ends[-1] != spoken[-1]:
            return range(start, ends[-1] + 1)
    number = next((index for index in spoken[:4] if _DOCUMENT_NUMBER.match(plain[index])), None)
    headed = number is not None and number != spoken[-1] and plain[spoken[0]].endswith("文件")
    return range(start, number + 1) if headed and number is not None else range(0)


def is_only_annex(line: str) -> bool:
    """附件, 附件1 or 附件： alone, as the first line of what is enclosed with a letter."""
    label = annex_label(line)
    return label is not None and not label.rest
