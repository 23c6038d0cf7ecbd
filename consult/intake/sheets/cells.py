"""Parses cells of a table of comments: channels, kinds of respondent, articles, yes and no."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TypeVar

import msgspec

from consult.intake.sheets.table_refusals import (
    AnswerNotUnderstood,
    ChannelNotKnown,
    RespondentKindNotKnown,
)
from domain.articles.numbering.numerals import NUMERALS, chinese_number, parse_chinese_number
from domain.enumerations import Channel, RespondentKind
from domain.values import ArticleDigest

CHANNELS = {
    Channel.LETTER: (
        "信函",
        "来信",
        "信件",
        "书信",
        "邮寄",
        "信",
        "纸质",
        "来函",
        "函",
        "公函",
        "书面",
        "传真",
        "letter",
        "post",
    ),
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
Word = TypeVar("Word", bound=str)
_BETWEEN = re.compile(r"[、,，;；\n/和及与]+")
_WITHIN = re.compile(r"(?<=[一二三四五六七八九十])[、.．]\s*(?=[（(\d])|(?<=\d)[.．](?!\d)")  # 二、（一）1. is one item of a plan
_RANGE = re.compile(r"[至到\-~～—–]+")
_ARTICLE = re.compile(rf"(?:第\s*)?([{NUMERALS}]+)\s*条?(?:\s*之\s*([{NUMERALS}]+))?(?:第?[{NUMERALS}]+[款项目].*)?")
WHOLE = frozenset({"", "全文", "全部", "整体", "总体", "通篇", "无", "whole", "all"})


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


class NamedArticles(msgspec.Struct, frozen=True):
    """What a cell names: ids of articles of the draft, and the parts that are none of its articles, as they were written."""

    ids: tuple[str, ...]
    unknown: tuple[str, ...] = ()


def articles_of(text: str, articles: Sequence[ArticleDigest]) -> NamedArticles:
    """The articles named: 第六条, 6, 第6条第二款, 第十条之一, 附件1, 第三条至第五条, 二、（一）1., several apart by 、.

    No ids: the whole draft.
    """
    if _plain(text) in WHOLE:
        return NamedArticles(())
    places = {_closed_up(article.label).rstrip("、"): place for place, article in enumerate(articles) if article.label}
    is_plan = any(label[0] not in "第附" for label in places)
    written = _WITHIN.sub("", text) if is_plan else text
    parts = [part.strip() for part in _BETWEEN.split(written) if part.strip()]
    found = {part: _span(part, places) for part in parts}
    ids = [articles[place].id for place in dict.fromkeys(place for span in found.values() for place in span)]
    return NamedArticles(tuple(ids), tuple(part for part, span in found.items() if not span))


def _span(text: str, places: Mapping[str, int]) -> range:
    """From the first article named to the last; empty where one of them is not there, or they stand the wrong way round."""
    ends = [_place(part, places) for part in _RANGE.split(_closed_up(text))]
    first, last = ends[0], ends[-1]
    return range(0) if len(ends) > 2 or first is None or last is None else range(first, last + 1)


def _place(text: str, places: Mapping[str, int]) -> int | None:
    found = _ARTICLE.fullmatch(text)
    try:
        label = f"第{chinese_number(parse_chinese_number(found[1]))}条" if found else ""
        label += f"之{chinese_number(parse_chinese_number(found[2]))}" if found and found[2] else ""
    except ValueError:
        return None
    return places.get(text, places.get(label))


def _closed_up(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _named(text: str, names: Mapping[Word, Sequence[str]]) -> Word | None:
    word = _plain(text)
    return next((value for value, known in names.items() if word == _plain(value) or word in known), None)


def _plain(text: str) -> str:
    return _ASIDE.sub("", unicodedata.normalize("NFKC", text)).lower()
