"""Redaction blacks out and does nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.comment.redaction import count_blackouts, is_only_blacked_out


@pytest.mark.parametrize(
    ("original", "redacted", "spans"),
    [
        ("请打13800000000找张三。", "请打■■■找■。", 2),
        ("张三很不负责", "■很不负责", 1),
        ("电话是12345", "电话是█", 1),
        ("全文", "■", 1),
        ("甲乙甲乙甲乙", "甲■甲乙", 1),
        ("甲■乙丙", "甲■乙■", 2),
        ("原样", "原样", 0),
    ],
)
def test_spans_may_be_blacked_out(original: str, redacted: str, spans: int) -> None:
    assert is_only_blacked_out(original, redacted)
    assert count_blackouts(redacted) == spans


@pytest.mark.parametrize(
    ("original", "redacted"),
    [
        ("我反对第六条", "我支持第六条"),
        ("我反对第六条", "我■支持第六条"),
        ("我不同意", "我同意"),
        ("甲乙丙", "丙■甲"),
        ("甲乙丙", "甲■乙丙"),
        ("甲乙丙", "■甲乙丙"),
        ("甲乙丙", "甲乙丙■"),
        ("甲乙", "甲乙■乙"),
        ("甲", "甲■甲"),
    ],
)
def test_words_may_not_be_added_changed_dropped_or_moved(original: str, redacted: str) -> None:
    assert not is_only_blacked_out(original, redacted)


@given(st.text("甲乙丙", min_size=1), st.data())
def test_any_blacking_out_is_recognised(original: str, data: st.DataObject) -> None:
    hidden = data.draw(st.lists(st.booleans(), min_size=len(original), max_size=len(original)))
    redacted = "".join("■" if hide else character for character, hide in zip(original, hidden, strict=True))
    assert is_only_blacked_out(original, redacted)
