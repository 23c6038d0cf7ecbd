"""Error pages: plain words, the submitted input, and what to do next; nothing about the inside of the failure."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException

from consult.runtime import failure_status
from domain.consultation.outcome_refusals import DeliberationFileIncomplete
from domain.consultation.refusals import InterpretationMissing
from domain.refusals import Refusal
from projections.consultations.views import ConsultationView
from web.shared.render import page
from web.shared.request_state import cache_of, runtime_of
from web.shared.wording.dates import date_words, deadline_words
from web.shared.wording.languages import Locale, locale_of
from web.shared.wording.words import word_or_value

logger = structlog.get_logger()

TITLES = {
    400: ("请求有误", "浏览器发来的内容不完整，请返回后重试。"),
    401: ("需要登录", "请先登录。"),
    403: ("没有权限", "您没有查看这一页的权限。"),
    404: ("没有找到这一页", "地址可能有误，或者内容尚未公布。"),
    405: ("不能这样操作", "请从页面上的按钮或者链接进入。"),
    409: ("现在不能办理", "情况已经变化，请刷新后再试。"),
    410: ("内容已删除", "这一内容已依法删除。"),
    413: ("内容太大", "附件每个不超过10MB，最多5个。"),
    415: ("附件类型不符", "可以接收PDF、DOCX、ODT、PNG、JPEG和TXT文件。"),
    422: ("填写内容有问题", "请返回检查填写的内容。"),
    429: ("操作太频繁", "请过一会儿再试。"),
    451: ("不予公开", "这一内容不予公开，编号、摘要和理由保留。"),
    500: ("系统出错", "这是我们的问题，已经记录。请稍后再试。"),
    503: ("暂时不能服务", "请稍后再试。已经提交成功的意见不受影响。"),
}
AGAIN = {"retry-after": "30"}
WORD_KINDS = {"role": "role", "missing": "review"}
MISSING: dict[type[Refusal], str] = {InterpretationMissing: "interpretation", DeliberationFileIncomplete: "deliberation_item"}


def refusal_text(refusal: Refusal, locale: Locale) -> str:
    """The refusal's message in the person's language, its moments and values in words."""
    values = {name: _in_words(refusal, name, value, locale) for name, value in refusal.params.items()}
    return locale.translate(refusal.message).format(**values)


def _in_words(refusal: Refusal, name: str, value: object, locale: Locale) -> object:
    if isinstance(value, datetime):
        return deadline_words(value, locale.english)
    if isinstance(value, date):
        return date_words(value, locale.english)
    if isinstance(value, list | tuple):
        separator = ", " if locale.english else "、"
        return separator.join(str(_in_words(refusal, name, item, locale)) for item in value)
    if name in WORD_KINDS:
        kind = MISSING.get(type(refusal), WORD_KINDS[name])
        return locale.translate(word_or_value(kind, value))
    return value


def refusal_page(request: Request[Any, Any, Any], refusal: Refusal) -> Response[bytes]:
    """A rule said no: its words and its legal source, and what was typed."""
    locale = locale_of(request.url.path)
    article = locale.translate(refusal.article or "")
    return _error_page(request, refusal.status, refusal_text(refusal, locale), article, refusal.title)


def http_page(request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    status = error.status_code if error.status_code in TITLES else 400 if error.status_code < 500 else 500
    return _error_page(request, status)


def failure_page(request: Request[Any, Any, Any], failure: Exception) -> Response[bytes]:
    """A defect of ours, or a database that is away: its kind and place are logged, never its values."""
    cache_of(request).requests.failures[type(failure).__name__] += 1
    logger.error("page failed", error=type(failure).__name__, route=str(request.scope.get("path_template", "")))
    return _error_page(request, failure_status(failure))


def closed_page(request: Request[Any, Any, Any], view: ConsultationView) -> Response[bytes]:
    """Comments are not taken now: since when, or from when on."""
    locale = locale_of(request.url.path)
    now = runtime_of(request).clock.now()
    if now < view.opens_at and view.ended_at is None:
        source, at = "征求意见尚未开始，开始时间：{at}。", view.opens_at
    elif view.ended_at is not None:
        source, at = "这项决策已于{at}终止，不再征求意见。", view.ended_at
    else:
        source, at = "征求意见已于{at}截止，不能再提交。", view.closes_at
    return _error_page(request, 409, locale.translate(source).format(at=deadline_words(at, locale.english)))


def _error_page(
    request: Request[Any, Any, Any], status: int, text: str = "", article: str = "", heading: str = ""
) -> Response[bytes]:
    title, usual = TITLES.get(status, TITLES[500])
    locale = locale_of(request.url.path)
    typed = str(request.scope.get("typed", ""))
    context = {"title": heading or title, "text": text or locale.translate(usual), "article": article, "typed": typed}
    return page(request, "error.html", context, status=status, headers=AGAIN if status == 503 else None)
