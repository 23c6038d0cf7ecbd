"""Many at once from a file: columns proposed, a try that writes nothing, an import that registers nothing twice."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from tests.desk.screening.story import log_size, statuses
from tests.desk.screening.test_queue import csrf_of
from tests.desking import AtDesk, at_desk, errors_in
from tests.driving import Driver
from tests.intake.sheet_files import as_xlsx

pytestmark = pytest.mark.anyio

CSV = (
    "来源,来信日期,姓名,意见内容,条款\n"
    "信函,2026-03-02,张三,建议延长至零点。,第二条\n"
    "电话,2026年3月2日,,路灯太暗。,\n"
    "飞鸽,2026-03-02,,送错了。,\n"
    "信函,2026-03-02,,,第二条\n"
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def fields_of(page: str) -> dict[str, Any]:
    """The mapping form as the browser would send it."""
    form = next(part for part in page.split("<form")[1:] if 'value="try"' in part)
    found = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    for name, options in re.findall(r'<select id="[^"]+" name="([^"]+)"[^>]*>(.*?)</select>', form):
        chosen = re.search(r'<option value="([^"]*)" selected>', options)
        found[name] = chosen.group(1) if chosen else ""
    return found


async def uploaded(desk: AtDesk, path: str, name: str, content: bytes, kind: str = "text/csv") -> httpx.Response:
    fields = {"csrf": csrf_of(await desk.page(path)), "step": "upload"}
    return await desk.post(path, fields, files={"file": (name, content, kind)})


async def opened(driver: Driver) -> tuple[AtDesk, str, str]:
    consultation_id = await driver.opened()
    return await at_desk(driver, "drafter"), consultation_id, f"/desk/consultations/{consultation_id}/import"


async def test_a_file_is_mapped_tried_and_imported_once(driver: Driver) -> None:
    desk, consultation_id, path = await opened(driver)
    mapping = await uploaded(desk, path, "意见.csv", CSV.encode())
    assert mapping.status_code == 200, errors_in(mapping.text)
    fields = fields_of(mapping.text)
    assert [fields[f"column_{place}"] for place in range(5)] == ["channel", "received_on", "name", "text", "articles"]
    assert "建议延长至零点。" in mapping.text
    size = await log_size(driver)
    tried = await desk.post(path, fields | {"step": "try"})
    assert tried.status_code == 200, errors_in(tried.text)
    assert "可以登记：2" in tried.text
    assert "来源：看不懂的来源" in tried.text
    assert "登记2条意见" in tried.text
    assert await log_size(driver) == size
    done = await desk.post(path, fields | {"step": "import"})
    assert "已登记：2" in done.text
    assert re.search(r">第1号意见<.*>第2号意见<", done.text, re.DOTALL)
    assert await log_size(driver) == size + 2
    again = await desk.post(path, fields | {"step": "import"})
    assert "此前已登记，没有重复登记：2" in again.text
    anew = await uploaded(desk, path, "副本.csv", CSV.encode())
    third = await desk.post(path, fields_of(anew.text) | {"step": "import"})
    assert "此前已登记，没有重复登记：2" in third.text
    assert await log_size(driver) == size + 2
    assert await statuses(driver, consultation_id) == ["awaiting", "awaiting"]


async def test_a_workbook_without_dates_takes_what_is_given_for_the_whole_file(driver: Driver) -> None:
    desk, consultation_id, path = await opened(driver)
    content = as_xlsx([["意见", "备注"], ["甲", "x"], ["乙", "y"]])
    mapping = await uploaded(desk, path, "意见.xlsx", content, XLSX)
    fields = fields_of(mapping.text)
    lacking = await desk.post(path, fields | {"step": "try"})
    assert "没有填写，也没有为整个文件统一指定" in lacking.text
    assert 'value="import"' not in lacking.text
    done = await desk.post(path, fields | {"step": "import", "channel": "hearing", "received_on": "2026-03-02"})
    assert "已登记：2" in done.text
    assert len(await statuses(driver, consultation_id)) == 2


async def test_an_office_table_is_tried_as_it_was_understood_and_its_unknown_articles_stand_where_it_is_screened(
    driver: Driver,
) -> None:
    desk, _, path = await opened(driver)
    rows = [
        *(["征求意见汇总表"], ["序号", "反馈单位", "来源", "收到日期", "意见内容", "条款"]),
        *(
            [1, "海州协会", "来函", "3月2日", "一", "第九十九条"],
            [None, None, None, None, "二", None],
            ["合计", None, None, None, "2条"],
        ),
    ]
    content = as_xlsx(rows, merged=("A3:A4", "B3:B4", "C3:C4", "D3:D4"), 空表=[["说明"]])
    mapping = await uploaded(desk, path, "汇总.xlsx", content, XLSX)
    for words in ("读取的是工作表：<strong>意见", "没有导入，行号（5）", "用于每一行，行号（4）"):
        assert words in mapping.text
    fields = fields_of(mapping.text)
    assert [fields[f"column_{place}"] for place in range(3)] == ["serial", "organisation", "channel"]
    lacking = await desk.post(path, fields | {"step": "try"})
    assert "日期“3月2日”没有写年份" in lacking.text
    tried = await desk.post(path, fields | {"step": "try", "year": "2026"})
    assert "登记2条意见" in tried.text
    assert ">4<br>" in tried.text
    assert "取自第3行的合并单元格" in tried.text
    assert "信函 · 2026年3月2日 · 海州协会 · 全文 · 二" in tried.text
    assert "原话附在意见旁边" in tried.text
    done = await desk.post(path, fields | {"step": "import", "year": "2026"})
    first = re.search(r'href="(/desk/comments/[^"]+)">第1号意见', done.text)
    assert first
    assert "第九十九条" in await desk.page(first[1])


# what is sent in place of the proposed mapping -> what is said
BROKEN = {
    "no text column": ({"column_3": ""}, "请指明哪一列是意见内容"),
    "one field twice": ({"column_2": "text"}, "两列不能同时作为同一项内容"),
    "unknown field": ({"column_2": "mood"}, "请从列出的选项中选择"),
    "not a date": ({"received_on": "昨天"}, "日期不正确"),
    "unknown channel": ({"channel": "pigeon"}, "请从列出的选项中选择"),
    "not a year": ({"year": "26"}, "请从列出的选项中选择"),
    "expired": ({"file_token": "gone"}, "已经过期"),
    "unknown sheet": ({"sheet": "none"}, ""),
}


@pytest.mark.parametrize(("sent", "words"), BROKEN.values(), ids=BROKEN.keys())
async def test_a_mapping_that_is_not_clear_writes_nothing(driver: Driver, sent: dict[str, str], words: str) -> None:
    desk, _, path = await opened(driver)
    fields = fields_of((await uploaded(desk, path, "意见.csv", CSV.encode())).text)
    size = await log_size(driver)
    answer = await desk.post(path, fields | {"step": "try"} | sent)
    assert answer.status_code == (422 if words else 200)
    assert words in answer.text
    assert await log_size(driver) == size


# file -> status, what is said
FILES = {
    "none": (None, 422, "此项必填"),
    "empty": (("x.csv", b""), 422, "文件是空的"),
    "only names": (("x.csv", "意见\n".encode()), 422, "表格中没有内容"),
    "a program": (("x.csv", b"MZ\x90\x00\x03" + bytes(100)), 422, "无法识别文件的文字编码"),
    "an old workbook": (("x.xls", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)), 415, "旧版格式"),
    "another ending": (("x.xlsx", b"a,b\n1,2\n"), 415, "后缀"),
}


@pytest.mark.parametrize(("file", "status", "words"), FILES.values(), ids=FILES.keys())
async def test_a_file_that_cannot_be_read_is_named_as_what_it_is(
    driver: Driver, file: tuple[str, bytes] | None, status: int, words: str
) -> None:
    desk, _, path = await opened(driver)
    if file is None:
        answer = await desk.post(path, {"csrf": csrf_of(await desk.page(path)), "step": "upload"})
    else:
        answer = await uploaded(desk, path, file[0], file[1], "application/octet-stream")
    assert (answer.status_code, words in answer.text) == (status, True), errors_in(answer.text)
    assert "<title>错误：" in answer.text


@pytest.mark.parametrize("person", ["reviewer", "releaser", "administrator", "outsider"])
async def test_only_the_divisions_registrars_import(driver: Driver, person: str) -> None:
    _, _, path = await opened(driver)
    desk = await at_desk(driver, person)
    assert (await desk.open(path)).status_code == 403
    assert (await desk.post(path, {"csrf": csrf_of(await desk.page("/desk")), "step": "upload"})).status_code == 403
