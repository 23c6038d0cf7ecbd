"""Labels of articles where two texts are spoken of at once: each says of which text it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from web.shared.wording.languages import Locale
from web.shared.wording.words import word_or_value


class Labelled(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def label(self) -> str: ...


def labels_of_both(consulted: Sequence[Labelled], changed: Sequence[Labelled], kind: str, locale: Locale) -> dict[str, str]:
    """Label by id: 第五条（修改稿第六条）, 第七条（修改稿新增）. `kind` of the changed text: `revised` or `adopted`."""
    old, new = ({article.id: article.label for article in text} for text in (consulted, changed))
    text = locale.translate(word_or_value("text", kind))
    return {each: _label(old.get(each), new.get(each) if changed else old.get(each), text, locale) for each in (*new, *old)}


def _label(old: str | None, new: str | None, text: str, locale: Locale) -> str:
    translate = locale.translate
    before, after = old or translate("全文"), new or translate("全文")
    if old is None:
        return translate("{label}（{text}新增）").format(label=after, text=text)
    if new is None:
        return translate("{label}（{text}删去）").format(label=before, text=text)
    return before if old == new else translate("{label}（{text}{new}）").format(label=before, text=text, new=after)
