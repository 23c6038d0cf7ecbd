"""What stands in the file: each item of [713] art. 29, read from the record as staff may read it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from consult.commands.texts import source_of
from consult.deliberation_file.activities import activities
from consult.deliberation_file.assessments import expert_reviews, risk_assessments
from consult.deliberation_file.blocks import Block, Facts, File, Section, Table, Words, words
from consult.deliberation_file.reviews import fair_competition, legality, waived_steps
from consult.deliberation_file.units import unit_opinions
from consult.exports.tables.columns import Say, moment_words, number_ranges
from consult.instance.settings import marked
from consult.runtime import Runtime
from domain.consultation.assessed import current_text
from domain.consultation.deliberation_file import require_complete
from domain.consultation.state import Consultation
from domain.enumerations import CommentStatus, DeliberationItem, WaivableStep
from domain.event import Event
from domain.text import display_text
from domain.values import TextDocument
from projections.consultations.queries import consultation
from projections.consultations.views import ConsultationView
from projections.points.queries import feedback, points, supplements
from projections.points.views import PointView

POINTS = (0.08, 0.3, 0.17, 0.12, 0.33)  # of the width: number, summary, comments, disposition, reason
NUMBERS = 40  # of the comments of a point, named one by one


class DeliberationFile(msgspec.Struct, frozen=True):
    """The file, and the decision it is about."""

    view: ConsultationView
    file: File


async def deliberation_file(runtime: Runtime, state: Consultation, say: Say) -> DeliberationFile:
    """Of a decision that the caller may read, with what is closed. Raises DeliberationFileIncomplete."""
    require_complete(state)
    view = await consultation(runtime.reads, state.id)
    assert view is not None, "answered, so it was published"
    events = await runtime.archive.events(state.id)
    experts = await expert_reviews(runtime, state.id, say) if state.expert_review else []
    risks = await risk_assessments(runtime, state.id, say) if state.risk else []
    not_held = [Words((say("deliberation_file", "not_held"),))]
    sections = (
        await _draft(runtime, state, view, events, say),
        *([_section(DeliberationItem.UNITS, unit_opinions(state, events, say), say)] if state.units.opinions else []),
        await _opinions(runtime, view, events, say),
        _section(DeliberationItem.EXPERTS, experts or waived_steps(events, WaivableStep.EXPERT_REVIEW, say) or not_held, say),
        _section(DeliberationItem.RISKS, risks or waived_steps(events, WaivableStep.RISK_ASSESSMENT, say) or not_held, say),
        _section(DeliberationItem.LEGALITY, legality(events, say), say),
        _section(DeliberationItem.OTHER, _other(view, say), say),
    )
    title = marked(runtime.settings, display_text(view.title or ""), "zh")
    facts = ((say("export", "decision_number"), view.number), (say("export", "position"), str(view.position)))
    division = ((say("export", "division"), view.division.name),) if view.division else ()
    named = {name: say("deliberation_file", name) for name in ("file", "index", "internal")}
    file = File(
        title=title,
        kind=named["file"],
        notice=named["internal"],
        index=named["index"],
        facts=(*facts, *division),
        sections=sections,
    )
    return DeliberationFile(view, file)


def _section(item: DeliberationItem, blocks: Sequence[Block], say: Say) -> Section:
    return Section(say("deliberation_item", item), tuple(blocks))


async def _draft(runtime: Runtime, state: Consultation, view: ConsultationView, events: Sequence[Event], say: Say) -> Section:
    """(一) The text that is decided on, what explains it, and the review for fair competition."""
    _, text = current_text(state)
    name = "adopted_text" if state.notice else "revised_text" if state.revised else "text"
    source = await source_of(runtime, state.id, text) if isinstance(text, TextDocument) else ""
    head = (say("deliberation_file", "material"), say("deliberation_file", "digest"))
    basis = "\n".join(f"{each.title}　{each.url or ''}" for each in view.basis)
    blocks: tuple[Block, ...] = (
        Facts(
            (
                (say("deliberation_file", "draft_version"), str(view.draft_version)),
                (say("deliberation_file", "period"), f"{moment_words(view.opens_at)} – {moment_words(view.closes_at)}"),
            )
        ),
        words(display_text(source), say("deliberation_file", name)),
        words(display_text(view.explanation or ""), say("deliberation_file", "explanation")),
        words(display_text(basis), say("deliberation_file", "basis")),
        Table(head, tuple((each.title, each.blob.sha256) for each in view.attachments), (0.4, 0.6)),
        *fair_competition(state, events, say),
    )
    return _section(DeliberationItem.DRAFT, blocks, say)


async def _opinions(runtime: Runtime, view: ConsultationView, events: Sequence[Event], say: Say) -> Section:
    """(二) What was heard, and what became of it, point by point."""
    published = await feedback(runtime.reads, view.id)
    text = published.text if published else None
    gathered = await points(runtime.reads, view.id, numbers=NUMBERS)
    later = await supplements(runtime.reads, view.id)
    blocks: tuple[Block, ...] = (
        Facts(tuple(_ledger(view, say))),
        *(words(display_text(getattr(text, part)), say("deliberation_file", part)) for part in ("asked", "heard", "did") if text),
        Table(
            tuple(say("export", name) for name in ("number_short", "summary", "comments_of_point", "disposition", "answer")),
            tuple(_point(point, say) for point in gathered),
            POINTS,
        ),
        *(words(display_text(each.text or ""), say("deliberation_file", "supplement")) for each in later),
        *(await activities(runtime, view.id, events, say)),
    )
    return _section(DeliberationItem.OPINIONS, blocks, say)


def _ledger(view: ConsultationView, say: Say) -> list[tuple[str, str]]:
    ledger = view.ledger
    statuses = [(say("status", status), str(getattr(ledger, status.value))) for status in CommentStatus]
    figures = [(say("export", name), str(getattr(ledger, name))) for name in ("answered", "unanswered", "distinct_texts")]
    return [(say("export", "received"), str(ledger.received)), *statuses, *figures]


def _point(point: PointView, say: Say) -> tuple[str, ...]:
    disposition = point.disposition
    total = say("export", "in_all").format(n=point.comment_count)
    return (
        str(point.number),
        display_text(point.summary or ""),
        f"{number_ranges(point.comment_numbers, say)}{total}",
        say("disposition", disposition.kind if disposition else "unanswered"),
        display_text(disposition.reason) if disposition else "",
    )


def _other(view: ConsultationView, say: Say) -> list[Block]:
    """(六) What was out of the ordinary, each with its public reason."""
    shortened = view.review_shortened
    reasons = (
        ("forced_release", view.forced_release.reason if view.forced_release else None),
        ("shortened", view.shortening_reason),
        *(("extended", each.reason) for each in view.extensions),
        ("review_shortened", shortened.reason if shortened else None),
    )
    said: list[Block] = [words(display_text(reason), say("deliberation_file", name)) for name, reason in reasons if reason]
    return said or [Words((say("deliberation_file", "nothing_else"),))]
