"""Tables of tamperings around the log: files of an export, its manifest, answers of a site; each with the code named first."""

from __future__ import annotations

import os
import re

from consult.public_log.manifest import MANIFEST, NOTE
from tests.audit.export_tampering import (
    CANCELLED,
    DATA,
    HIDING,
    PAGES,
    Answered,
    Change,
    answer,
    beside,
    bytes_of,
    comment,
    data,
    decision,
    edited,
    false_ledger,
    lines,
    other_key,
    second_main,
    signed_by_another,
    text,
    void,
    without,
    words,
    wrong_hash,
)

AROUND: dict[str, tuple[Change, str]] = {
    "the text of a comment": (comment(text="完全赞成。"), "data-differs"),
    "the status of a comment": (comment(status="withheld", reason="abuse"), "data-differs"),
    "the author of a comment": (comment(respondent={"kind": "individual", "name": "李四", "organisation": None}), "data-differs"),
    "the point of a comment": (comment(points=[]), "data-differs"),
    "a comment left out": (lines(lambda found: found[1:]), "data-differs"),
    "a comment twice": (lines(lambda found: [*found, found[-1]]), "data-differs"),
    "comments in another order": (lines(lambda found: found[::-1]), "data-differs"),
    "white space in the comments": (lines(lambda found: [*found, "\n"]), "data-differs"),
    "no comments": (without(f"{DATA}/*/comments/*.jsonl"), "data-missing"),
    "more comments": (beside(f"{DATA}/*/comments/*.jsonl", f"{DATA}/comments.jsonl"), "file-unknown"),
    "the text of an article": (decision(lambda page: page["articles"][0].update(text="第一条 废止。")), "data-differs"),
    "the title": (decision(lambda page: page.update(title="另一个标题")), "data-differs"),
    "the state": (decision(lambda page: page.update(state="ended")), "data-differs"),
    "the adoption": (decision(lambda page: page.update(adopted_at="2026-01-01T00:00:00Z")), "data-differs"),
    "the due date": (decision(lambda page: page.update(answer_due_on="2099-01-01")), "data-differs"),
    "the division": (decision(lambda page: page["division"].update(name="另一处")), "data-differs"),
    "the number": (decision(lambda page: page.update(number="2026-002")), "number-gap"),
    "a later position": (decision(lambda page: page.update(position=1_000_000_000)), "position-differs"),
    "an earlier position": (decision(lambda page: page.update(position=3)), "position-differs"),
    "no position": (decision(lambda page: page.pop("position")), "position-differs"),
    "a false ledger of a later position": (decision(false_ledger), "position-differs"),
    "figures of another kind": (decision(lambda page: page.update(ledger=[], dispositions=3)), "ledger-differs"),
    "a decision left out of the list": (data(f"{DATA}.json", lambda page: page["items"].clear()), "decision-left-out"),
    "a decision invented in the list": (
        data(f"{DATA}.json", lambda page: page["items"].append(page["items"][0] | {"id": "0" * 32, "number": "2026-002"})),
        "decision-invented",
    ),
    "a decision twice in the list": (
        data(f"{DATA}.json", lambda page: page["items"].append(page["items"][0])),
        "decision-invented",
    ),
    "the total of the list": (data(f"{DATA}.json", lambda page: page.update(total=2)), "data-differs"),
    "no list": (without(f"{DATA}.json"), "data-missing"),
    "no feedback": (without(f"{DATA}/*/feedback.json"), "data-missing"),
    "the words of the feedback": (data(f"{DATA}/*/feedback.json", lambda page: page.update(did="未研究。")), "data-differs"),
    "points that are none": (data(f"{DATA}/*/feedback.json", lambda page: page.update(points=7)), "page-malformed"),
    "feedback that is no JSON": (edited(f"{DATA}/*/feedback.json", lambda content: content[:-1]), "page-not-json"),
    "the data of a decision that there is not": (beside(f"{DATA}/*.json", f"{DATA}/2026-099.json"), "file-unknown"),
    "a notice before the page": (
        edited(f"{PAGES}/2026-001.html", lambda content: content.replace("<main", CANCELLED + "<main", 1)),
        "page-differs",
    ),
    "a notice after the page": (
        edited(f"{PAGES}/2026-001.html", lambda content: content.replace("</main>", "</main>" + CANCELLED, 1)),
        "page-differs",
    ),
    "a second main": (edited(f"{PAGES}/2026-001.html", second_main), "page-differs"),
    "the title of a page": (
        edited(f"{PAGES}/2026-001.html", lambda content: re.sub("<title>.*<", "<title>已取消<", content)),
        "page-differs",
    ),
    "a figure of a page": (edited(f"{PAGES}/2026-001/comments.html", text("共收到12条意见", "共收到11条意见")), "page-differs"),
    "an answer on a page": (edited(f"{PAGES}/2026-001/feedback.html", text("营业时间延长至二十四时", "维持")), "page-differs"),
    "the history": (edited(f"{PAGES}/2026-001/history.html", text("本人撤回意见", "意见不予公开")), "page-differs"),
    "an English page": (edited("pages/en/consultations/2026-001.html", text("2026-001", "2026-010")), "page-differs"),
    "the home page": (
        edited("pages/index.html", lambda content: content.replace("<main", CANCELLED + "<main", 1)),
        "page-differs",
    ),
    "the list of decisions": (edited("pages/consultations.html", text("2026-001", "2026-010")), "page-differs"),
    "the privacy page": (edited("pages/privacy.html", text("永不公开", "可以公开")), "page-differs"),
    "a script in a page": (
        edited("pages/en/help.html", lambda content: content.replace("</head>", "<script>hide()</script></head>", 1)),
        "page-differs",
    ),
    "no page of a comment": (without(f"{PAGES}/2026-001/comments/*.html"), "page-missing"),
    "a page of a decision that there is not": (beside(f"{PAGES}/2026-001.html", f"{PAGES}/2026-002.html"), "file-unknown"),
    "a style that hides items": (edited("pages/static/*/consult.css", lambda content: content + HIDING), "static-differs"),
    "another script": (
        edited("pages/static/*/consult.js", lambda content: content + "\n;document.body.hidden = true\n"),
        "static-differs",
    ),
    "no style": (without("pages/static/*/consult.css"), "static-missing"),
    "a download": (bytes_of(f"{PAGES}/2026-001/downloads/*"), "download-differs"),
    "no download": (without(f"{PAGES}/2026-001/downloads/*"), "download-missing"),
    "a script that verifies nothing": (
        edited("verify-receipt.sh", lambda content: "#!/bin/sh\necho ALL HOLDS\n"),
        "guide-differs",
    ),
    "no script": (without("verify-receipt.sh"), "guide-missing"),
    "another key in the guides": (other_key, "guide-differs"),
    "facts of the site beside those there are": (
        data("api/v1/site.json", lambda page: page.update(notice="已取消")),
        "data-differs",
    ),
    "a file that nobody knows": (beside("index.html", "notice.html"), "file-unknown"),
    "a file whose name is no text": (beside("index.html", os.fsdecode(b"pages/\xff.html")), "file-unknown"),
    "a document too many": (beside("index.html", f"log/blobs/{'0' * 64}"), "file-unknown"),
    "a disclosure too many": (beside("index.html", "log/disclosures/" + "A" * 43), "file-unknown"),
    "a tile beyond the log": (beside("index.html", "log/tile/0/001"), "file-unknown"),
}
"""Each with the code that the report begins with, although the manifest was made and signed anew over it."""


OF_THE_MANIFEST: dict[str, tuple[Change, str]] = {
    "a wrong hash": (wrong_hash, "manifest-altered"),
    "a file changed": (edited("index.html", text("<main>", "<main>已取消")), "file-altered"),
    "a file taken away": (without("pages/index.html"), "file-missing"),
    "a file added": (beside("index.html", "notice.html"), "file-unlisted"),
    "a byte of a document": (bytes_of("log/blobs/*"), "blob-altered"),
    "another signature": (
        edited(NOTE, lambda content: content[:-9] + ("A" if content[-9] != "A" else "B") + content[-8:]),
        "manifest-signature",
    ),
    "another key": (signed_by_another, "manifest-key"),
    "no manifest's form": (edited(MANIFEST, lambda content: content[:-3]), "manifest-altered"),
    "another manifest": (edited(MANIFEST, text('"size": ', '"size": 1')), "manifest-altered"),
}
"""Found without a database, by whoever holds the log's key: what is not signed, or not as it was signed."""


ONE = "/api/v1/consultations/[0-9a-f-]{36}"
OF_A_SITE: dict[str, tuple[Answered, str]] = {
    "the text of a comment": (answer(f"{ONE}/comments.*", words("建议营业到零点", "完全赞成")), "data-differs"),
    "a false ledger of a later position": (
        answer(
            ONE,
            lambda body: re.sub(rb'"position":\d+', b'"position":1000000000', body.replace(b'"received":12', b'"received":3')),
        ),
        "position-differs",
    ),
    "the title of a decision": (answer(ONE, words("关于促进", "关于取消")), "data-differs"),
    "a decision left out of the list": (
        answer(r"/api/v1/consultations\?.*", lambda body: b'{"items":[],"total":0,"page":1,"size":100}'),
        "decision-left-out",
    ),
    "the words of the feedback": (answer(f"{ONE}/feedback", words("作了研究。", "未研究。")), "data-differs"),
    "a notice before a page": (answer("/consultations/2026-001", words("<main", CANCELLED + "<main")), "page-differs"),
    "the title of a page": (answer("/", words("<title>", "<title>已取消")), "page-differs"),
    "an English page": (answer("/en/consultations/2026-001/comments", words("12", "11")), "page-differs"),
    "a page that is not there": (lambda answers: void(answers.pop("/consultations/2026-001/history")), "page-missing"),
    "a style that hides items": (answer("/static/.*css", lambda body: body + HIDING.encode()), "static-differs"),
    "a download": (answer("/consultations/2026-001/downloads/.*", lambda body: body + b"\n"), "download-differs"),
    "the description of the API": (answer("/schema/openapi.json", words("received", "counted")), "data-differs"),
}
