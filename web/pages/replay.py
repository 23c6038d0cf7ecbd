"""Replay: a decision as the public could see it after any of its events, step by step, and two moments compared."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from litestar import Response, get
from litestar.exceptions import NotFoundException

from consult.reading.replay import ReplayedDecision, decision_at
from projections.consultations.views import ConsultationView
from projections.history.queries import figures_at, history, history_step_at, position_at
from projections.history.views import HistoryRow, HistoryStep
from web.shared.query import moment_in, number_in
from web.shared.render import page
from web.shared.request import PageRequest, cache_until_changed, consultation_of
from web.shared.request_state import runtime_of
from web.shared.wording.dates import deadline_words, moment_words
from web.shared.wording.languages import Locale, locale_of
from web.shared.wording.words import word_or_value

LAST, NOWHERE = 2**62, -1
LEDGER = {
    "received": "收到",
    "published": "已公开",
    "withheld": "不予公开",
    "referred": "转办",
    "withdrawn": "撤回",
    "awaiting": "待审看",
}


class Moment(msgspec.Struct, frozen=True):
    """One event, where it stands, and what the public saw after it, as lines of label and words."""

    step: HistoryStep
    event: HistoryRow
    shown: dict[str, str]


@get(["/consultations/{number:str}/replay", "/en/consultations/{number:str}/replay"], name="replay")
async def replay(request: PageRequest) -> Response[bytes]:
    """`?at=` a position (by default the last), or `?moment=` a time in Beijing; `?with=` another position to compare with."""
    view = await consultation_of(request)
    then = await _moment(request, view, await _asked(request, view))
    compared = number_in(request, "with", NOWHERE)
    other = await _moment(request, view, compared) if compared != NOWHERE else None
    earlier, later = (other, then) if other and other.step.number < then.step.number else (then, other)
    return page(
        request,
        "replay.html",
        cached=cache_until_changed(request, view),
        section="consultations",
        c=view,
        then=earlier,
        other=later,
        rows=_rows(earlier, later),
    )


async def _asked(request: PageRequest, view: ConsultationView) -> int:
    """The position asked for, by a moment or itself; else the end."""
    position, moment = number_in(request, "at", LAST), moment_in(request, "moment")
    if moment is None:
        return position
    return await position_at(runtime_of(request).reads, view.id, moment)


async def _moment(request: PageRequest, view: ConsultationView, position: int) -> Moment:
    runtime = runtime_of(request)
    step = await history_step_at(runtime.reads, view.id, position)
    if step is None:
        raise NotFoundException
    (event,) = await history(runtime.reads, view.id, after=step.position - 1, limit=1)
    then = await decision_at(runtime, view.id, step.position)
    figures = await figures_at(runtime.reads, view.id, step.position) if then.state else {}
    return Moment(step, event, lines_of(then, figures, locale_of(request.url.path)))


def lines_of(then: ReplayedDecision, figures: dict[str, int], locale: Locale) -> dict[str, str]:
    """What could be read on the page then: label and words, in the page's order."""
    say = locale.translate
    found = {say("状态"): say(word_or_value("state", then.state)) if then.state else say("尚未公布")}
    if then.title:
        found[say("标题")] = then.title
    if then.opens_at and then.closes_at:
        found[say("开始时间")] = moment_words(then.opens_at, locale.english)
        found[say("截止时间")] = deadline_words(then.closes_at, locale.english)
    found |= {say(word_or_value("text", kind)): f"SHA-256 {sha256}" for kind, sha256 in then.texts.items()}
    found |= {say(LEDGER[name]): str(count) for name, count in figures.items()}
    for number, point in enumerate(then.points, 1):
        answer = point.disposition
        words_of_answer = f"{say(word_or_value('disposition', answer.kind))}{say('：')}{answer.reason}" if answer else "–"
        found[f"{say('要点')}{number}"] = f"{point.summary}\n{words_of_answer}"
    found |= dict(_expert_lines(then, locale))
    for number, (field, value) in enumerate(then.corrections, 1):
        found[f"{say('更正')}{number}"] = f"{say(word_or_value('corrected', field))}{say('：')}{_plain(value)}"
    return found


def _expert_lines(then: ReplayedDecision, locale: Locale) -> Iterator[tuple[str, str]]:
    """Each opinion of an expert: what it found, and what became of it."""
    say = locale.translate
    for review in then.expert_reviews:
        for expert in review.opinions:
            said = (
                f"{expert.field or '–'}{say('：')}{say(word_or_value('expert_finding', expert.finding))}\n{expert.summary or '–'}"
            )
            used = f"{say(word_or_value('opinion_use', expert.use))}{say('：')}{expert.reason or '–'}" if expert.use else "–"
            yield f"{say('专家论证')}{review.number}.{expert.number}", f"{said}\n{used}"


def _plain(value: str) -> str:
    """A text without the marks of JSON; anything else as it is."""
    decoded = msgspec.json.decode(value)
    return decoded if isinstance(decoded, str) else value


def _rows(then: Moment, other: Moment | None) -> list[tuple[str, str, str, bool]]:
    """Label, what it was, what it was at the other moment, and whether they differ."""
    more = other.shown if other else then.shown
    labels = dict.fromkeys([*then.shown, *more])
    return [
        (label, then.shown.get(label, "–"), more.get(label, "–"), then.shown.get(label) != more.get(label)) for label in labels
    ]
