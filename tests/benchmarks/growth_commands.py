"""The commands that are measured: where each is sent, by whom, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from tests.benchmarks.growth_filling import Filled

Request = tuple[str, Any]
DESK = "/api/v1/desk"
SUMMARY = "建议延长夜市营业时间。"
ANSWER = {"kind": "not_adopted", "reason_kind": "policy_choice", "reason": "兼顾居民休息，维持二十三时。"}


class Command(msgspec.Struct, frozen=True):
    """`build`: address and body of the n-th time. `keep`: the list of what was filled that the answer's id is added to."""

    route: str
    build: Callable[[Filled, int], Request]
    person: str = "drafter"
    status: int = 201
    keep: str = ""
    case: str = ""

    @property
    def name(self) -> str:
        return f"{self.route} {self.case}".strip()

    def request(self, filled: Filled, number: int) -> Request:
        return self.build(filled, number)

    def remember(self, filled: Filled, answer: dict[str, Any]) -> None:
        if self.keep:
            getattr(filled, self.keep).append(answer.get("reference") or answer["id"])


def on_comment(verb: str, place: int, among: str = "awaiting", **body: Any) -> Callable[[Filled, int], Request]:
    """On the comments from `place` on, five of them."""
    return lambda filled, number: (f"{DESK}/comments/{getattr(filled, among)[place + number]}/{verb}", body)


def on_decision(verb: str, **body: Any) -> Callable[[Filled, int], Request]:
    return lambda filled, number: (f"{DESK}/consultations/{filled.consultation_id}/{verb}", body)


def on_point(verb: str, **body: Any) -> Callable[[Filled, int], Request]:
    return lambda filled, number: (f"{DESK}/points/{filled.points[number]}/{verb}", body)


def _submitted(filled: Filled, number: int) -> Request:
    body = {"respondent": {"kind": "individual"}, "text": f"另有建议{number}：附近居民购物不便。", "articles": ["a2"]}
    return f"/api/v1/consultations/{filled.consultation_id}/comments", body


def _made(identical: bool) -> Callable[[Filled, int], Request]:
    def build(filled: Filled, number: int) -> Request:
        ids = [str(filled.published[(600 if identical else 500) + number])]
        return f"{DESK}/consultations/{filled.consultation_id}/points", {
            "summary": SUMMARY,
            "articles": ["a2"],
            "comment_ids": ids,
            "identical": identical,
        }

    return build


def _gathered(verb: str) -> Callable[[Filled, int], Request]:
    def build(filled: Filled, number: int) -> Request:
        ids = [str(each) for each in filled.published[20 + number * 5 : 22 + number * 5]]
        return f"{DESK}/points/{filled.points[0]}/{verb}", {"comment_ids": ids, "identical": True}

    return build


def _moved(filled: Filled, number: int) -> Request:
    ids = [str(filled.published[60 + number])]
    return f"{DESK}/points/{filled.points[0]}/moves", {"comment_ids": ids, "into": filled.points[1]}


def _gathered_to_move(filled: Filled, number: int) -> Request:
    ids = [str(each) for each in filled.published[60 + number * 2 : 62 + number * 2]]
    return f"{DESK}/points/{filled.points[0]}/comments", {"comment_ids": ids}


def _split(filled: Filled, number: int) -> Request:
    ids = [str(filled.published[65 + number])]
    return f"{DESK}/points/{filled.points[0]}/split", {"comment_ids": ids, "summary": SUMMARY, "articles": ["a2"]}


def _merged(filled: Filled, number: int) -> Request:
    return f"{DESK}/points/{filled.points[5 + number]}/merging", {"into": filled.points[0]}


def _registered(filled: Filled, number: int) -> Request:
    body = {"respondent": {"kind": "individual"}, "text": f"来信建议{number}：延长营业时间。", "channel": "letter"}
    return f"{DESK}/consultations/{filled.consultation_id}/comments", body


def _withdrawn(filled: Filled, number: int) -> Request:
    return f"/api/v1/receipts/{filled.references[number]}/withdrawal", {}


PUBLIC = "/api/v1/consultations/{consultation_id}"
COMMENT, POINT, DECISION = (
    f"{DESK}/comments/{{comment_id}}",
    f"{DESK}/points/{{point_id}}",
    f"{DESK}/consultations/{{consultation_id}}",
)

COMMANDS = (
    Command(f"POST {PUBLIC}/comments", _submitted, keep="references"),
    Command("POST /api/v1/receipts/{reference}/withdrawal", _withdrawn, status=200),
    Command(f"POST {PUBLIC}/comments", _submitted, keep="references", case="again"),
    Command(f"POST {COMMENT}/publication", on_comment("publication", 0)),
    Command(
        f"POST {COMMENT}/redaction",
        on_comment("redaction", 5, basis="personal_data", redacted_text="■■■"),
    ),
    Command(f"POST {COMMENT}/withholding", on_comment("withholding", 10, reason="abuse", note="内容与草案无关。")),
    Command(f"POST {COMMENT}/erasure-requests", on_comment("erasure-requests", 15, scope="all", note="作者要求。")),
    Command(f"POST {COMMENT}/erasure", on_comment("erasure", 15), person="reviewer"),
    Command(
        f"POST {COMMENT}/erasure-requests", on_comment("erasure-requests", 20, scope="all", note="作者要求。"), case="left open"
    ),
    Command(f"POST {DECISION}/points", _made(False), keep="points", case="of one comment"),
    Command(f"POST {DECISION}/points", _made(True), keep="points", case="with identical ones"),
    Command(f"POST {POINT}/wording", on_point("wording", summary=SUMMARY + "再", articles=["a2"])),
    Command(f"POST {POINT}/comments", _gathered("comments")),
    Command(f"POST {POINT}/releases", _gathered("releases")),
    Command(f"POST {POINT}/comments", _gathered_to_move, case="two by two"),
    Command(f"POST {POINT}/moves", _moved),
    Command(f"POST {POINT}/split", _split),
    Command(f"POST {POINT}/merging", _merged),
    Command(f"POST {POINT}/disposition", on_point("disposition", disposition=ANSWER)),
)
