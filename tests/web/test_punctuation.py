"""The full-width signs of templates are said in the page's language; what people wrote keeps theirs."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined

from web.shared.render import environment
from web.shared.wording.languages import CHINESE, ENGLISH, Locale
from web.shared.wording.punctuation import Punctuation

TEMPLATE = (
    "{{ a }}：{{ b }}（{{ c }}）：{% for x in d %}{{ x }}{{ '，' if not loop.last }}{% endfor %}。{# 不说：这里 #}　{{ _('、') }}"
)
MACRO = "{% macro label(text) %}{{ text }}　{% endmacro %}"


def written(template: str, locale: Locale) -> str:
    loader = DictLoader({"t": template, "macros": MACRO})
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, extensions=[Punctuation])
    return environment.get_template("t").render(_=locale.translate, a="A，甲", b="B", c="C", d=["D", "E"])


@pytest.mark.parametrize(
    ("locale", "said"), [(CHINESE, "A，甲：B（C）：D，E。　、"), (ENGLISH, "A，甲: B (C): D, E.  · , ")], ids=["zh", "en"]
)
def test_signs_are_said_in_the_language_of_the_page(locale: Locale, said: str) -> None:
    assert written(TEMPLATE, locale) == said


def test_a_macro_that_knows_no_language_keeps_them() -> None:
    assert written("{% import 'macros' as m %}{{ m.label(a) }}", ENGLISH) == "A，甲　"


def test_the_site_speaks_so() -> None:
    assert environment().from_string("{{ a }}：{{ b }}").render(_=ENGLISH.translate, a="A", b="B") == "A: B"
