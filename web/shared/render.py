"""Rendering: one Jinja environment, and what every page knows."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import budoux
import msgspec
import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Request, Response
from markupsafe import Markup, escape

from consult.runtime import Runtime
from domain.text import display_text
from web.shared.articles import under_headings
from web.shared.http.headers import NEVER_CACHED
from web.shared.http.static_files import ICON, VERSIONS
from web.shared.request_state import runtime_of
from web.shared.wording.chinese_marks import mark_chinese
from web.shared.wording.dates import date_words, days_left, deadline_words, moment_words
from web.shared.wording.languages import Locale, locale_of
from web.shared.wording.punctuation import Punctuation
from web.shared.wording.words import word_or_value

ROOT = Path(__file__).parent.parent
_phrases = budoux.load_default_simplified_chinese_parser()
LARGE_COOKIE = "large"


class Cached(msgspec.Struct, frozen=True):
    """A page may be kept while nothing new is known about `about` (everything where None), and not beyond `until`."""

    about: str | None = None
    until: datetime | None = None


@lru_cache(maxsize=4096)
def break_between_phrases(text: str) -> Markup:
    """A heading that breaks between phrases only."""
    safe = display_text(text)
    return Markup("<wbr>").join(escape(phrase) for phrase in _phrases.parse(safe)) if safe else Markup("")


def typed_lines(text: str | None) -> Markup:
    """What a person typed: text, its line breaks kept, nothing in it takes effect."""
    return escape(display_text(text or ""))


def numbered_links(address: str, numbers: Iterable[int], between: str) -> Markup:
    """Links below an address to what has these numbers: a summary has thousands of them, so that they are made at once."""
    root = escape(address)
    return escape(between).join(Markup(f'<a href="{root}{number:d}">{number:d}</a>') for number in numbers)  # noqa: S704 (escaped)


@lru_cache(maxsize=512)
def qr_svg(address: str) -> Markup:
    buffer = io.BytesIO()
    segno.make(address, error="m").save(buffer, kind="svg", scale=4, xmldecl=False, svgns=True, omitsize=True, nl=False)
    return Markup(buffer.getvalue().decode().replace("<svg ", '<svg role="img" aria-hidden="true" focusable="false" ', 1))  # noqa: S704 (made by segno)


def static_address(name: str) -> str:
    """The address of a static file."""
    return f"/static/{VERSIONS[name]}/{name}"


@cache
def environment() -> Environment:
    """The templates, compiled once."""
    loader = FileSystemLoader(ROOT / "templates")
    made = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=[Punctuation],
    )
    made.globals.update(
        phrased=break_between_phrases,
        lines=typed_lines,
        numbered=numbered_links,
        qr_svg=qr_svg,
        static=static_address,
        icon=ICON,
        words=word_or_value,
        file_size=file_size,
        under_headings=under_headings,
        date_in=date.fromisoformat,
    )
    return made


def file_size(size: int) -> str:
    """Bytes as people count them: `12 KB`, `3.4 MB`."""
    return f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{-(-size // 1024)} KB"


def html(request: Request[Any, Any, Any], template: str, context: Mapping[str, object]) -> str:
    """The template, filled in, with the site's facts."""
    runtime, locale = runtime_of(request), locale_of(request.url.path)
    large = request.cookies.get(LARGE_COOKIE) == "1"
    known = {"settings": runtime.settings, "large": large, **_locale_words(runtime, locale)}
    written = environment().get_template(template).render(**known, **_addresses(runtime, request, locale), **context)
    return mark_chinese(written) if locale.english else written


def _locale_words(runtime: Runtime, locale: Locale) -> dict[str, object]:
    english, translate = locale.english, locale.translate
    now = runtime.clock.now

    def translated(source: str, /, **values: object) -> str:
        return translate(source).format(**values) if values else translate(source)

    return {
        "_": translated,
        "word": lambda kind, value: translate(word_or_value(kind, value)),
        "locale": locale,
        "day": lambda value: date_words(value, english),
        "moment": lambda value: moment_words(value, english),
        "deadline": lambda value: deadline_words(value, english),
        "days_left": lambda value: days_left(value, now()),
        "now": now(),
        "isodate": lambda value: value.isoformat() if isinstance(value, date | datetime) else value,
        "site_name": runtime.settings.site_name_en if english else runtime.settings.site_name,
    }


def _addresses(runtime: Runtime, request: Request[Any, Any, Any], locale: Locale) -> dict[str, object]:
    path = request.url.path
    bare = path[3:] or "/" if locale.english else path
    public = runtime.settings.public_url.rstrip("/")
    query = f"?{request.url.query}" if request.url.query else ""
    other = bare if locale.english else "/en" + (bare if bare != "/" else "/")
    return {
        "link": lambda address: locale.prefix + address,
        "path": bare,
        "canonical": public + path,
        "zh_address": public + bare,
        "en_address": public + "/en" + bare,
        "other_address": other + query,
        "public_url": public,
    }


def page(
    request: Request[Any, Any, Any],
    template: str,
    context: Mapping[str, object] | None = None,
    /,
    *,
    status: int = 200,
    cached: Cached | None = None,
    headers: Mapping[str, str] | None = None,
    **more: object,
) -> Response[bytes]:
    """An HTML answer. Without `cached` it is never kept by anybody."""
    body = html(request, template, {**(context or {}), **more}).encode()
    note = request.scope.get("page_cache")
    if cached is not None and isinstance(note, dict):
        note["cached"] = cached
    given = dict(headers or {}) if cached is not None else {**NEVER_CACHED, **(headers or {})}
    return Response(body, status_code=status, media_type="text/html", headers=given)
