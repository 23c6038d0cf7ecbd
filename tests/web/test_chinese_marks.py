"""Chinese on English pages is marked as Chinese, whatever it stands in; nothing else of the page is touched."""

from __future__ import annotations

import re

import pytest

from web.shared.wording.chinese_marks import mark_chinese

Z = '<span lang="zh-CN">'


@pytest.mark.parametrize(
    ("page", "marked"),
    [
        ("<p>Draft: 关于夜市的办法</p>", f"<p>Draft: {Z}关于夜市的办法</span></p>"),
        ("<p>第3条，共5条。 (3 of 5)</p>", f"<p>{Z}第3条，共5条。</span> (3 of 5)</p>"),
        ("<p>A 甲 B 乙</p>", f"<p>A {Z}甲</span> B {Z}乙</span></p>"),
        ("<title>Draft: 办法</title>", "<title>Draft: 办法</title>"),
        ("<script>const a = '甲';</script><style>/* 乙 */</style>", "<script>const a = '甲';</script><style>/* 乙 */</style>"),
        ('<option value="a1" selected>第一条</option>', '<option lang="zh-CN" value="a1" selected>第一条</option>'),
        ("<option>All</option>", "<option>All</option>"),
        ('<textarea name="text">\n应当延长。</textarea>', '<textarea lang="zh-CN" name="text">\n应当延长。</textarea>'),
        ('<input name="q" value="夜市">', '<input lang="zh-CN" name="q" value="夜市">'),
        ('<a title="甲">x</a>', '<a title="甲">x</a>'),
        ("<p>甲&lt;b&gt;乙</p>", f"<p>{Z}甲</span>&lt;b&gt;{Z}乙</span></p>"),
    ],
)
def test_chinese_words_are_marked(page: str, marked: str) -> None:
    assert mark_chinese(page) == marked


def test_nothing_but_marks_is_added() -> None:
    page = "<main><p>甲、乙；丙 <b>A</b>1.2</p><textarea>丁</textarea><!-- 戊 --><svg><text>己</text></svg></main>"
    assert re.sub(r"</?span[^>]*>| lang=\"zh-CN\"", "", mark_chinese(page)) == page
