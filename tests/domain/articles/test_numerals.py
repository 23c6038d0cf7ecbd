"""Chinese numerals are read and written as laws have them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.articles.numbering.numerals import chinese_number, parse_chinese_number

WRITTEN = {
    6: "六",
    10: "十",
    11: "十一",
    20: "二十",
    101: "一百零一",
    110: "一百一十",
    111: "一百一十一",
    1001: "一千零一",
    1010: "一千零一十",
    1260: "一千二百六十",
    10_010: "一万零一十",
    100_000: "十万",
    100_000_001: "一亿零一",
}
READ = {
    "两百": 200,
    "二〇二四": 2024,
    "一九九八": 1998,
    "12": 12,
    "１２": 12,
    "一百○六": 106,
    "壹佰零陆": 106,
    "百": 100,
    "〇": 0,
}


@pytest.mark.parametrize(("number", "text"), WRITTEN.items())
def test_a_number_is_written_as_in_laws(number: int, text: str) -> None:
    assert chinese_number(number) == text


@pytest.mark.parametrize(("text", "number"), READ.items())
def test_other_ways_of_writing_are_read(text: str, number: int) -> None:
    assert parse_chinese_number(text) == number


@given(st.integers(0, 10**12 - 1))
def test_every_number_is_read_as_it_is_written(number: int) -> None:
    assert parse_chinese_number(chinese_number(number)) == number


@pytest.mark.parametrize("text", ["", "条", "十条", "一二十", "abc", "-1", "9" * 5000])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"number|Exceeds"):
        parse_chinese_number(text)


@pytest.mark.parametrize("number", [-1, 10**12])
def test_a_number_beyond_the_words_for_it_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        chinese_number(number)
