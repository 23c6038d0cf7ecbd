"""Texts as people type them: what is kept code point for code point, what is refused and how it is said."""

import json
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.text import (
    ControlCharacter,
    DirectionControl,
    NotACharacter,
    TextMissing,
    TextRefused,
    TextTooLong,
    display_text,
    is_blank,
    name_text,
    normalised_text,
    optional_name,
    optional_text,
    visible_length,
)


def typed(text: str, limit: int = 100, required: bool = True) -> str:
    return normalised_text(text, field="text", max_length=limit, required=required)


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("第一行\r\n第二行\r第三行\n", "第一行\n第二行\n第三行\n"),
        ("e\u0301", "é"),
        ("  首行缩进\t表格  ", "  首行缩进\t表格  "),
        ("<b>粗体</b> **粗体**", "<b>粗体</b> **粗体**"),
        ("\u202e颠倒", "\u202e颠倒"),
        ("家\u200d庭👨\u200d👩\u200d👧", "家\u200d庭👨\u200d👩\u200d👧"),
        ("𠮷野家", "𠮷野家"),
    ],
)
def test_a_text_is_kept_but_for_line_ends_and_nfc(given_text: str, kept: str) -> None:
    assert typed(given_text) == kept


@pytest.mark.parametrize("blank", ["", " ", "\n\t\r\n", "\u3000\u3000", "\u200b\ufeff", "\u3164", "\u2066\u2069"])
def test_what_cannot_be_seen_is_empty(blank: str) -> None:
    with pytest.raises(TextMissing):
        typed(blank)
    assert typed(blank, required=False) == ""
    assert optional_text(blank, field="text", max_length=10) is None


@pytest.mark.parametrize("code", [0x00, 0x01, 0x08, 0x0B, 0x0C, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9F])
def test_control_characters_are_refused_and_pointed_at(code: int) -> None:
    with pytest.raises(ControlCharacter) as refused:
        typed(f"两字{chr(code)}后")
    assert refused.value.params["place"] == 3
    assert f"U+{code:04X}" in refused.value.text()


@pytest.mark.parametrize("code", [0xD800, 0xDFFF, 0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF])
def test_surrogates_and_noncharacters_are_refused(code: int) -> None:
    with pytest.raises(NotACharacter):
        typed("好" + chr(code))


def test_the_limit_counts_code_points_after_normalisation() -> None:
    assert len(typed("字\r\n" * 5, limit=10)) == 10
    assert len(typed("e\u0301" * 10, limit=10)) == 10
    with pytest.raises(TextTooLong) as refused:
        typed("字" * 10_001, limit=10_000)
    assert (refused.value.params["count"], refused.value.params["limit"], refused.value.status) == (10_001, 10_000, 422)


def test_a_refusal_never_carries_the_text() -> None:
    with pytest.raises(TextRefused) as refused:
        typed("张三13800000000\x00")
    assert "张三" not in str(refused.value.params) + refused.value.text()


@pytest.mark.parametrize("code", [*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
def test_a_name_cannot_turn_the_direction_of_writing(code: int) -> None:
    with pytest.raises(DirectionControl):
        name_text(f"张{chr(code)}三", field="name", max_length=50)
    assert display_text(f"张{chr(code)}三") == f"张[U+{code:04X}]三"


@pytest.mark.parametrize("separator", ["\n", "\r", "\t", "\u2028", "\u2029"])
def test_a_name_is_one_line(separator: str) -> None:
    with pytest.raises(ControlCharacter):
        name_text(f"张{separator}三", field="name", max_length=50)


def test_a_name_is_trimmed_and_may_be_left_out() -> None:
    assert name_text("\u3000张三 ", field="name", max_length=50) == "张三"
    assert optional_name("  ", field="name", max_length=50) is None
    assert optional_name(None, field="name", max_length=50) is None
    with pytest.raises(TextMissing):
        name_text(" ", field="name", max_length=50, required=True)


def test_only_what_can_be_seen_counts_as_length() -> None:
    assert visible_length("　理 由\n充\u200b分。") == 5


@given(st.text())
def test_what_is_accepted_once_is_accepted_unchanged_again(text: str) -> None:
    try:
        kept = typed(text, limit=10_000)
    except TextRefused:
        return
    assert typed(kept, limit=10_000) == kept
    assert kept == unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    assert kept.encode().decode() == kept


@given(st.text(alphabet=st.characters(categories=("Zs", "Cf", "Lo", "Cs"))))
def test_a_blank_text_shows_nothing(text: str) -> None:
    assert is_blank(text) == (visible_length(text) == 0)
    assert not set(display_text(text)) & {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}


SHARED = Path(os.environ.get("CONSULT_SHARED", Path(__file__).parents[4] / "shared")) / "data"


@pytest.mark.real
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data folder is not beside this tree")
@pytest.mark.parametrize(("file", "count"), [("messages.jsonl", 3007), ("messages_with_replies.jsonl", 1997)])
def test_every_real_message_is_accepted_code_point_for_code_point(file: str, count: int) -> None:
    texts = [json.loads(line)["text"] for line in (SHARED / file).read_text("utf-8").splitlines()]
    assert len(texts) == count
    for text in texts:
        assert typed(text, limit=10_000) == unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


# Of each range of Default_Ignorable_Code_Point the first and the last; and the Braille pattern without a dot.
UNSEEN = "00ad 034f 061c 115f 1160 17b4 17b5 180b 180f 200b 200f 202a 202e 2060 206f 2800 3000 3164 fe00 fe0f feff ffa0 fff0 fff8"
UNSEEN_BEYOND = "1bca0 1bca3 1d173 1d17a e0000 e0001 e007f e0100 e01ef e0fff"


@pytest.mark.parametrize("code", [*UNSEEN.split(), *UNSEEN_BEYOND.split()])
def test_signs_that_nobody_sees_are_no_text(code: str) -> None:
    sign = chr(int(code, 16))
    with pytest.raises(TextMissing):
        normalised_text(f"{sign * 3}\n", field="text", max_length=100)
    assert normalised_text(f"好{sign}", field="text", max_length=100) == f"好{sign}"


@pytest.mark.parametrize("text", ["❤\ufe0f", "⠿", "1\ufe0f\u20e3", "\u0301", "葛\U000e0100"])
def test_what_can_be_seen_is_text(text: str) -> None:
    assert not is_blank(text)
