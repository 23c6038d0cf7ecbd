"""The columns of an exported table and their values: text, whole numbers, days; moments in Beijing time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from consult.exports.tables.register import UNANSWERED, ExportedComment, ExportedPoint, Register
from domain.calendar import SHANGHAI
from domain.enumerations import CommentStatus, DispositionKind, ErasureScope
from domain.values import DispositionText

Say = Callable[[str, str], str]
"""The word for a value, in the reader's language: `say("channel", "letter")`; headings are of the kind `export`."""
Cell = str | int | date | None

BETWEEN = "；"
LIMIT = 32_000  # code points, so that a cell stays below the 32,767 that spreadsheets take

COMMENT_COLUMNS = (
    *("number", "channel", "submitted_at", "received_on", "late", "respondent_kind", "name", "organisation", "articles"),
    *("text", "proposed_wording", "status", "reason", "public_note", "revised", "attachments", "repeats"),
    *("points", "disposition", "answer", "position"),
)
POINT_COLUMNS = (
    *("point", "articles", "summary", "disposition", "reason_kind", "answer", "citation", "articles_changed"),
    *("comment_count", "comment_numbers", "supplement"),
)


def headings(columns: tuple[str, ...], say: Say) -> list[Cell]:
    return [say("export", column) for column in columns]


def comment_cells(comment: ExportedComment, register: Register, say: Say) -> list[Cell]:
    """A row of COMMENT_COLUMNS."""
    view = comment.view
    return [
        view.number,
        say("channel", view.channel),
        moment_words(view.submitted_at),
        view.received_on,
        say("export", "yes") if view.late else None,
        say("respondent", view.respondent_kind),
        comment.name,
        comment.organisation,
        labels_of(view.articles, register),
        comment.text,
        comment.proposed_wording,
        say("status", view.status),
        say("withholding", view.reason) if view.reason else None,
        view.public_note,
        revisions_of(comment, say),
        len(view.attachments) or None,
        view.repeats or None,
        BETWEEN.join(map(str, comment.points)),
        dispositions_of(comment, register, say),
        cut_to_cell(answers_of(comment, register, say), say),
        view.position,
    ]


def point_cells(point: ExportedPoint, register: Register, say: Say) -> list[Cell]:
    """A row of POINT_COLUMNS."""
    disposition = point.disposition
    return [
        point.number,
        labels_of(point.articles, register),
        point.summary,
        say("disposition", disposition.kind if disposition else UNANSWERED),
        say("reason", disposition.reason_kind) if disposition else None,
        disposition.reason if disposition else None,
        disposition.citation if disposition else None,
        labels_of(disposition.articles_changed, register) if disposition else None,
        len(point.comment_numbers),
        cut_to_cell(BETWEEN.join(map(str, point.comment_numbers)), say),
        point.supplement or None,
    ]


NOT_ANSWERED = frozenset({CommentStatus.WITHDRAWN, CommentStatus.REFERRED})
"""Comments that need no answer as an opinion."""


def ledger_rows(register: Register, say: Say) -> Iterator[tuple[str, int]]:
    """The ledger as on the public page: status, withheld by reason, texts, channels, dispositions."""
    ledger = register.ledger
    yield say("export", "received"), ledger.received
    for status in CommentStatus:
        yield say("status", status), int(getattr(ledger, status.value))
    for reason, count in sorted(ledger.withheld_by_reason.items()):
        yield f"{say('status', CommentStatus.WITHHELD)}：{say('withholding', reason)}", count
    for figure in ("answered", "unanswered", "distinct_texts"):
        yield say("export", figure), int(getattr(ledger, figure))
    yield say("export", "largest_answer"), max((len(point.comment_numbers) for point in register.points.values()), default=0)
    for channel, count in sorted(register.by_channel.items()):
        yield f"{say('export', 'channel')}：{say('channel', channel)}", count
    for kind in DispositionKind:
        yield f"{say('export', 'disposition')}：{say('disposition', kind)}", register.dispositions.get(kind.value, 0)


def forced_release_words(register: Register, say: Say) -> str:
    """Why the draft was released before its reviews, and whether that was signed off since; "" where it was not."""
    release = register.consultation.forced_release
    if release is None:
        return ""
    return f"{release.reason or ''}（{say('export', 'signed_off' if release.signed_off_at else 'not_signed_off')}）"


def dispositions_of(comment: ExportedComment, register: Register, say: Say) -> str:
    """What became of the comment: the dispositions of its points, each once."""
    if comment.view.status in NOT_ANSWERED:
        return ""
    kinds = [point.disposition.kind for point in _answering(comment, register) if point.disposition]
    return BETWEEN.join(say("disposition", kind) for kind in dict.fromkeys(kinds)) or say("disposition", UNANSWERED)


def answers_of(comment: ExportedComment, register: Register, say: Say) -> str:
    """The reasons given, with the point of each where there are several."""
    if comment.view.status in NOT_ANSWERED:
        return ""
    answers = [(point.number, point.disposition) for point in _answering(comment, register) if point.disposition]
    several = len(answers) > 1
    lines = []
    for number, disposition in answers:
        head = f"{say('export', 'point')}{number}：" if several else ""
        lines.append(f"{head}{_answer(disposition)}")
    return "\n".join(lines)


def answer_of(point: ExportedPoint) -> str:
    """The reason given for a point, with what it cites."""
    return _answer(point.disposition) if point.disposition else ""


def _answer(disposition: DispositionText) -> str:
    return f"{disposition.reason}（{disposition.citation}）" if disposition.citation else disposition.reason


def number_ranges(numbers: Sequence[int], say: Say) -> str:
    """Numbers of comments as people write them: 第1、3至7、9号."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][-1] + 1:
            spans[-1] = [spans[-1][0], number]
        else:
            spans.append([number])
    if not spans:
        return ""
    return say("export", "comments_numbered").format(numbers=say("export", "comma").join(_span(span, say) for span in spans))


def _span(span: Sequence[int], say: Say) -> str:
    first, last = span[0], span[-1]
    if first == last:
        return str(first)
    between = "comma" if last == first + 1 else "to"
    return f"{first}{say('export', between)}{last}"


def revisions_of(comment: ExportedComment, say: Say) -> str:
    """Each correction of its registration in a line: when, of what, and why; then each revision of its screening: when, from
    what to what, and why something is hidden."""
    lines = []
    for correction in comment.view.registrations:
        facts = BETWEEN.join(say("registered", fact) for fact in correction.facts)
        lines.append(f"{moment_words(correction.at)} {facts}（{say('cause', correction.cause)}）")
    for each in comment.view.revisions:
        change = f"{say('screening_outcome', each.before)} → {say('screening_outcome', each.outcome)}"
        reason = f"（{say('withholding', each.reason)}）" if each.reason else ""
        lines.append(f"{moment_words(each.at)} {change}{reason}")
    return "\n".join(lines)


def respondent_words(comment: ExportedComment, say: Say) -> str:
    """Organisation and name where they are shown, else the kind of respondent."""
    names = [name for name in (comment.organisation, comment.name) if name]
    return "\n".join(names) or say("respondent", comment.view.respondent_kind)


def content_words(comment: ExportedComment, say: Say) -> str:
    """The comment's words, or in brackets why there are none."""
    view = comment.view
    if comment.text is not None:
        wording = comment.proposed_wording
        return comment.text + (f"\n{say('export', 'proposed_wording')}：{wording}" if wording else "")
    if view.erased == ErasureScope.ALL:
        return f"【{say('export', 'erased')}】"
    reason = f"：{say('withholding', view.reason)}" if view.reason and view.status == CommentStatus.WITHHELD else ""
    if view.referred_at is not None:
        reason = f"：{say('export', 'referred')}（{moment_words(view.referred_at)}）"
    return f"【{say('status', view.status)}{reason}】"


def labels_of(articles: tuple[str, ...], register: Register) -> str:
    return "、".join(register.labels.get(article, article) for article in articles)


def moment_words(at: datetime) -> str:
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")


def cut_to_cell(text: str, say: Say) -> str:
    """The text, cut to what a spreadsheet cell can hold, with a note where it is cut."""
    return text if len(text) <= LIMIT else text[:LIMIT] + say("export", "cut")


def _answering(comment: ExportedComment, register: Register) -> list[ExportedPoint]:
    return [register.points[number] for number in comment.points]
