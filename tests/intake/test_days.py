"""Dates in a table are read however they are written; what a date leaves out is named, and a year given for the file fills it."""

from __future__ import annotations

from datetime import date

import pytest

from consult.intake.sheets import table_refusals as refusals
from consult.intake.sheets.days import day_of


@pytest.mark.parametrize(
    "text",
    [
        *("2026-3-5", "2026-03-05", "2026/3/5", "2026.03.05", "2026年3月5日", "2026 年 3 月 5 日", "2026年03月05号"),
        *("20260305", "46086", "46086.5", "２０２６年３月５日", "二〇二六年三月五日", "2026-03-05 09:30", "2026-03-05T09:30:00Z"),
        *(
            "2026年3月5日 上午9时30分",
            "2026/3/5 0:00:00",
            " 2026-3-5 ",
            "2026.3.5.",
            "2026年3月5日（星期四）",
            "2026年3月5日上午",
        ),
        *("2026年3月5日（星期四）", "5 March 2026", "Mar 5, 2026", "March 5th, 2026", "20260305093000"),
    ],
)
def test_a_date_is_understood_in_every_usual_form(text: str) -> None:
    assert day_of(text) == date(2026, 3, 5)
    assert day_of(text, 2025) == date(2026, 3, 5)


def test_with_the_year_last_the_number_that_can_be_no_month_is_the_day() -> None:
    assert day_of("25/3/2026") == day_of("3/25/2026") == date(2026, 3, 25)


LACKING = {
    **dict.fromkeys(("3月5日", "3/5", "3-5", "3.5", "三月五日", "03月05日 9:30", "5 March"), refusals.DateWithoutYear),
    **dict.fromkeys(("26.3.5", "26/3/5", "26年3月5日", "二六年三月五日", "26.3.5.", "5-Mar-26"), refusals.DateWithoutCentury),
}


@pytest.mark.parametrize(("text", "refusal"), LACKING.items())
def test_a_date_without_year_or_century_says_so_and_takes_the_one_given_for_the_file(
    text: str, refusal: type[refusals.DateNotUnderstood]
) -> None:
    with pytest.raises(refusal) as refused:
        day_of(text)
    assert str(refused.value.params["written"]) in refused.value.text()
    assert day_of(text, 2026) == date(2026, 3, 5)


def test_two_figures_take_the_century_of_the_year_given_and_keep_their_own_year() -> None:
    assert day_of("25.12.30", 2026) == date(2025, 12, 30)


OTHERWISE = {
    **dict.fromkeys(("2026年3月", "2026-3", "2026.3"), refusals.DateWithoutDay),
    **dict.fromkeys(("5/3/2026", "3.5.2026"), refusals.DateEitherWay),
    **dict.fromkeys(
        ("", "2026-13-01", "2026-02-30", "26.13.5", "2月30日", "2026", "昨天", "123456789", "3月5日-6日", "3.1"),
        refusals.DateNotUnderstood,
    ),
}


@pytest.mark.parametrize(("text", "refusal"), OTHERWISE.items())
def test_what_no_year_can_make_certain_is_refused(text: str, refusal: type[refusals.DateNotUnderstood]) -> None:
    with pytest.raises(refusal) as refused:
        day_of(text, 2026)
    assert type(refused.value) is refusal
