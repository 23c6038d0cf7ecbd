"""Parses cells of a table of comments: dates, channels, kinds of respondent, articles, yes and no."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

from consult.intake.table_refusals import (
    AnswerNotUnderstood,
    ArticleNotFound,
    ChannelNotKnown,
    DateNotUnderstood,
    RespondentKindNotKnown,
)
from domain.articles.numerals import NUMERALS, chinese_number, parse_chinese_number
from domain.enumerations import Channel, RespondentKind
from domain.values import ArticleDigest

CHANNELS = {
    Channel.LETTER: ("信函", "来信", "信件", "书信", "邮寄", "信", "纸质", "letter", "post"),
    Channel.EMAIL: ("电子邮件", "邮件", "邮箱", "电邮", "电子邮箱", "email", "mail"),
    Channel.PHONE: ("电话", "来电", "热线", "电话反馈", "12345", "12345热线", "phone", "telephone", "call", "hotline"),
    Channel.COUNTER: ("现场窗口", "现场", "窗口", "来访", "当面", "上门", "counter", "visit"),
    Channel.HEARING: ("听证会", "听证", "座谈会", "座谈", "论证会", "hearing", "meeting"),
    Channel.WEB: ("网上提交", "网上", "网站", "网络", "web", "online"),
}
KINDS = {
    RespondentKind.INDIVIDUAL: ("个人", "公民", "市民", "群众", "自然人", "居民", "individual", "citizen", "person"),
    RespondentKind.ENTERPRISE: ("企业", "公司", "法人", "经营者", "个体工商户", "市场主体", "enterprise", "company", "business"),
    RespondentKind.SOCIAL_ORGANISATION: (
        *("社会组织", "社会团体", "协会", "商会", "行业协会", "团体"),
        *("socialorganisation", "socialorganization", "association", "ngo"),
    ),
    RespondentKind.PUBLIC_INSTITUTION: (
        *("机关事业单位", "机关", "事业单位", "政府部门", "部门", "行政机关", "学校", "医院"),
        *("publicinstitution", "government", "institution"),
    ),
    RespondentKind.OTHER: ("其他", "其它", "other"),
}
YES = frozenset({"是", "同意", "公开", "愿意", "可以", "可", "有", "y", "yes", "true", "1", "√", "✓", "✔", "☑"})
NO = frozenset(
    {"", "否", "不同意", "不公开", "不愿意", "不可以", "匿名", "保密", "无", "n", "no", "false", "0", "×", "✗", "☐", "-"}
)

_ASIDE = re.compile(r"[\s_\-()（）·]")
_DATE = re.compile(
    r"(\d{4}|[〇零○一二三四五六七八九]{4})[-/.年](\d{1,2}|[一二三四五六七八九十]{1,3})[-/.月](\d{1,2}|[一二三四五六七八九十]{1,3})[日号]?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_TIME = re.compile(r"(?:T|\s|(?<=[日号]))\s*(?:上午|下午|[周星]期?[一二三四五六日天])?\s*\d{1,2}[:：时点].*$")
Word = TypeVar("Word", bound=str)
MAX_DATE = 60  # code points, a time of day among them
EXCEL_EPOCH = date(1899, 12, 30)
_BETWEEN = re.compile(r"[、,，;；\n/和及与]+")
_WITHIN = re.compile(r"(?<=[一二三四五六七八九十])[、.．]\s*(?=[（(\d])|(?<=\d)[.．](?!\d)")  # 二、（一）1. is one item of a plan
_RANGE = re.compile(r"[至到\-~～—–]+")
_ARTICLE = re.compile(rf"(?:第\s*)?([{NUMERALS}]+)\s*条?(?:\s*之\s*([{NUMERALS}]+))?(?:第?[{NUMERALS}]+[款项目].*)?")
WHOLE = frozenset({"", "全文", "全部", "整体", "总体", "通篇", "无", "whole", "all"})


def day_of(text: str) -> date:
    """2026-3-5, 2026/3/5, 2026.3.5, 2026年3月5日, 二〇二六年三月五日, 20260305, Excel's 46086. Raises DateNotUnderstood."""
    if len(text) > MAX_DATE:
        raise DateNotUnderstood(field="received_on")
    plain = _TIME.sub("", unicodedata.normalize("NFKC", text).strip()).strip()
    closed_up = re.sub(r"\s+", "", plain)
    try:
        if found := _DATE.fullmatch(closed_up) or _COMPACT.fullmatch(closed_up):
            return date(*(parse_chinese_number(part) for part in found.groups()))
        if found := _SERIAL.fullmatch(closed_up):
            return EXCEL_EPOCH + timedelta(days=int(found[1]))
    except ValueError as error:
        raise DateNotUnderstood(field="received_on") from error
    raise DateNotUnderstood(field="received_on")


def channel_of(text: str) -> Channel:
    """Raises ChannelNotKnown."""
    found = _named(text, CHANNELS)
    if found is None:
        raise ChannelNotKnown(field="channel")
    return found


def kind_of(text: str) -> RespondentKind:
    """Raises RespondentKindNotKnown."""
    found = _named(text, KINDS)
    if found is None:
        raise RespondentKindNotKnown(field="kind")
    return found


def yes_or_no(text: str) -> bool:
    """Silence is no. Raises AnswerNotUnderstood."""
    word = _plain(text)
    if word not in YES | NO:
        raise AnswerNotUnderstood(field="publish_name")
    return word in YES


def articles_of(text: str, articles: Sequence[ArticleDigest]) -> tuple[str, ...]:
    """Ids of the articles named: 第六条, 6, 第6条第二款, 第十条之一, 附件1, 第三条至第五条, 二、（一）1., several apart by 、.

    None for the whole draft. Raises ArticleNotFound.
    """
    if _plain(text) in WHOLE:
        return ()
    places = {_closed_up(article.label).rstrip("、"): place for place, article in enumerate(articles) if article.label}
    is_plan = any(label[0] not in "第附" for label in places)
    parts = _BETWEEN.split(_WITHIN.sub("", text) if is_plan else text)
    found = [place for part in parts if part.strip() for place in _span(part, places)]
    return tuple(articles[place].id for place in dict.fromkeys(found))


def _span(text: str, places: Mapping[str, int]) -> range:
    ends = [_place(part, places) for part in _RANGE.split(_closed_up(text))]
    if len(ends) > 2 or ends[0] > ends[-1]:
        raise ArticleNotFound(field="articles")
    return range(ends[0], ends[-1] + 1)


def _place(text: str, places: Mapping[str, int]) -> int:
    found = _ARTICLE.fullmatch(text)
    try:
        label = f"第{chinese_number(parse_chinese_number(found[1]))}条" if found else ""
        label += f"之{chinese_number(parse_chinese_number(found[2]))}" if found and found[2] else ""
    except ValueError as error:
        raise ArticleNotFound(field="articles") from error
    place = places.get(text, places.get(label))
    if place is None:
        raise ArticleNotFound(field="articles")
    return place


def _closed_up(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _named(text: str, names: Mapping[Word, Sequence[str]]) -> Word | None:
    word = _plain(text)
    return next((value for value, known in names.items() if word == _plain(value) or word in known), None)


def _plain(text: str) -> str:
    return _ASIDE.sub("", unicodedata.normalize("NFKC", text)).lower()
