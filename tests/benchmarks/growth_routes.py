"""The routes of the app: what stands in their addresses, what is asked of lists, and which are left out and why."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from litestar import Litestar

from tests.benchmarks.growth_filling import Filled, Standing

LIST = "/consultations/{number}/comments"
DESK = "/desk/consultations/{consultation_id}"
ASKED: dict[str, tuple[str, ...]] = {
    "/consultations": ("", "?q=夜间经济", "?state=open", "?page=2"),
    LIST: (
        "",
        "?page=100",
        "?order=newest",
        "?status=awaiting",
        "?article=a2",
        "?article=a3&respondent=enterprise",
        "?disposition=unanswered",
        "?disposition=adopted",
        "?respondent=individual",
    ),
    "/consultations/{number}/replay": ("", "?at=40", "?at=400&with=900", "?moment=2026-01-01T00:00"),
    "/consultations/{number}/history": ("", "?after=500"),
    "/api/v1/consultations": ("", "?q=夜间经济"),
    "/api/v1/consultations/{consultation_id}/comments": ("?limit=200", "?limit=200&article=a2", "?disposition=unanswered"),
    f"{DESK}/screening": (
        "",
        "?order=newest",
        "?queue=all",
        "?queue=published&article=a2",
        "?queue=all&channel=letter",
        "?words=居民购物",
        "?queue=all&words=理由70",
        "?queue=appealed",
        "?queue=second_looks",
        "?queue=to_erase",
    ),
    f"{DESK}/corrections": ("", "?after=5000"),
    "/desk/people/{person_id}": ("", "?before=5000"),
    f"{DESK}/points": ("", "?article=a2", "?more=2", "?words=理由70", "?status=awaiting", "?respondent=individual"),
    "/desk/points/{point_id}": ("", "?more=2"),
}
# What is not measured, and why: a pattern of method and address.
LEFT_OUT: dict[str, str] = {
    r"POST /desk/.*": "its command is measured at the API, the page it shows again as a page",
    r"POST /consultations/\{number\}/comment/(check|submit)": "the same command as at the API",
    r"POST /(find|receipts/\{reference\}/(appeal|withdrawal|mail))": "one comment's own stream, as the withdrawal at the API",
    r"POST /api/v1/desk/comments/\{comment_id\}/(appeal-decision|revision|second-look|confirmation|registration-correction)": (
        "one comment's own stream, as publication and withholding"
    ),
    r"POST /api/v1/desk/comments/\{comment_id\}/(referral|grievance)": "one comment's own stream, and a grievance's that begins",
    r"POST /api/v1/desk/grievances/\{grievance_id\}/.*": "one grievance's own stream, of at most a few events",
    r"GET /desk/grievances/\{grievance_id\}.*": "one grievance's own stream and row, by key",
    r"(GET|POST) /consultations/\{number\}/questionnaires/\{order\}.*": "one questionnaire and its counts, by key",
    r"(GET|POST) /desk/questionnaires/\{questionnaire_id\}.*": "one questionnaire's stream and row, by key",
    r"POST /api/v1/desk/questionnaires/\{questionnaire_id\}/.*": "one questionnaire's own stream, or one response's",
    r"POST /api/v1/questionnaires/\{questionnaire_id\}/responses": "a stream that begins: questionnaire.py",
    r"POST /api/v1/desk/consultations": "a new decision",
    r"POST /api/v1/desk/consultations/\{consultation_id\}/(joint-divisions|unit-opinions|countersignature)(/.*)?": (
        "the decision's own stream, as its draft"
    ),
    r"POST /api/v1/desk/consultations/\{consultation_id\}/(parts|hand-over)": "the decision's own stream, its points, and staff",
    r"POST /api/v1/desk/consultations/\{consultation_id\}/comments": "the same append as a comment by the public",
    r"POST /api/v1/desk/consultations/\{consultation_id\}/(?!comments|points).*": "the decision's own stream, and its points",
    r"POST /api/v1/desk/points/\{point_id\}/superseding": "the point's own stream, as an answer",
    r"GET .*/(downloads|exports/\{audience\}|deliberation-file)/\{file\}": "an export grows with what it holds, and streams",
    r"GET /desk/consultations/\{consultation_id\}/(corrections/.*|.*files/.*|.*confirmation|.*next)": "one row",
    r"GET /desk/comments/\{comment_id\}/attachments/\{place\}": "one file",
    r"GET /desk/(confirmation|kept|link|shown|sign-in|people/new|people/.*/post).*": "a person's account, no decision",
    r"(GET|POST) /mail/(confirm|end)/\{token\}": "one comment's own stream and row, by key",
    r"GET /packs/.*": "an export, made beside",
    r"GET /log/(anchors|blobs|disclosures|tile)/.*": "by position or digest",
    r"GET /preview/.*": "one draft, as at the desk",
    r"GET /(display|static/.*)": "no database",
    r"GET /(consultations/\{number\}/comment/(check|submit)|receipts/\{reference\}/(appeal|mail))": "a kept page, by its token",
    r"GET /desk/comments/\{comment_id\}/(appeal-decision|confirmation)": "one comment's own stream, as its page",
    r"GET /desk/training": "on a training instance only",
    r"(GET|POST) (/api/v1)?/desk/activities/\{activity_id\}.*": "one activity, its statements and applications by key; one draw",
    r"(GET|POST) /consultations/\{number\}/activities/\{n\}.*": "one row, statements and applications by key; files of the lot",
    r"(GET|POST) /applications/\{reference\}.*": "one application's own stream and row, by key",
    r"(GET|POST) (/api/v1)?/desk/applications/\{application_id\}.*": "one application's own stream; the next in rank, by key",
    r"(GET|POST) (/api/v1)?/desk/expert-reviews/\{expertise_id\}.*": "one review's own stream, of some dozen events",
    r"(GET|POST) (/api/v1)?/desk/risk-assessments/\{assessment_id\}.*": "one assessment's own stream, of some dozen events",
    r"(GET|POST) (/api/v1)?/desk/undertakings/\{undertaking_id\}.*": "one task's own stream and row, by key",
    r"GET .*/execution/\{task\}": "one task's own steps, by key",
    r"GET .*/execution\.csv": "at most a thousand rows, by index",
    r"(GET|POST) (/api/v1)?/desk/catalogues/\{year\}.*": "one year's own stream, of some dozen matters",
    r"GET (/api/v1/catalogues|/catalogue)/\{year\}.*": "the matters of one year",
    r"GET /calendars/\{file\}": "a secret address; what it answers with is measured at the calendar of everybody",
}


def routes_of(app: Litestar) -> list[tuple[str, str]]:
    """Method and address of every route in Chinese, as its handlers name it."""
    found = {
        (method, route.path_format)
        for route in app.routes
        for method in getattr(route, "methods", ())
        if method in ("GET", "POST") and not re.match(r"/en(/|$)", route.path_format)
    }
    return sorted(found)


def addresses(path: str, filled: Filled, finished: Filled, drafted: str) -> list[str]:
    """Addresses that the route may answer: of the filled decision first."""
    known: dict[str, Sequence[str]] = {
        "number": (filled.number, finished.number),
        "consultation_id": (filled.consultation_id, finished.consultation_id, drafted),
        "comment_id": (str(filled.awaiting[-1]), str(filled.published[-1]), str(filled.awaiting[20])),
        "point_id": (filled.point_id, finished.point_id),
        "reference": filled.references[-1:] or ("0",),
        "person_id": (filled.actor,),
        "article_id": ("a2",),
        "n": ("5",),
        "version": ("1",),
        "sha256": (finished.sha256,),
        "name": ("0",),
    }
    names = re.findall(r"\{(\w+)[^}]*\}", path)
    choices = itertools.product(*(known.get(name, ("1",)) for name in names))
    return [_filled_in(path, dict(zip(names, chosen, strict=True))) for chosen in choices]


def public_addresses(app: Litestar, standing: Standing) -> list[str]:
    """Addresses of every page and answer that is there for everybody; some are of nothing that is there."""
    public = [path for method, path in routes_of(app) if method == "GET" and not path.startswith(("/desk", "/api/v1/desk"))]
    return [
        address + query
        for path in public
        for query in ASKED.get(path, ("",))
        for address in addresses(path, standing.filled, standing.finished, standing.drafted)
    ]


def _filled_in(path: str, values: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)[^}]*\}", lambda match: values[match.group(1)], path)
