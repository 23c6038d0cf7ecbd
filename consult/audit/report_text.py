"""The report as text for a person: what was checked, what holds, each finding with its positions and where to look."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import count

from consult.audit.findings import AuditFinding
from consult.audit.grouping import KEPT, folded, following, key_of
from consult.audit.published_log.tiles import bundle_path
from consult.audit.report import DecisionReport, Report
from consult.audit.words import Words, words
from consult.public_log.tiles import WIDTH
from domain.calendar import SHANGHAI

COLUMN = "    "
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029\u2066-\u2069]")
"""What moves a terminal's cursor, ends a line or turns it round: what a source says must not write into the report."""

AGAINST_KEPT = {"fork", "log-shrunk", "origin-differs", "receipt-missing"} | {*KEPT} - {"policy-malformed"}
PLACES = 3  # of what follows from something else


def report_in_words(report: Report, language: str) -> str:
    """The whole report as text, in `zh` or `en`."""
    return "\n".join(UNSEEN.sub("\N{REPLACEMENT CHARACTER}", line) for line in _Telling(report, words(language)).lines()) + "\n"


class _Telling:
    def __init__(self, report: Report, words: Words) -> None:
        self._report, self._words, self._say = report, words, words.report

    def lines(self) -> Iterator[str]:
        yield from self._head()
        yield from self._result()
        if self._report.findings:
            yield from self._findings()
        yield from self._checked()
        yield from self._decisions()
        if self._report.clean:
            yield from ("", self._say["proves"])
            if self._report.anchors:
                yield self._say["proves_anchored"]

    def _head(self) -> Iterator[str]:
        report, say = self._report, self._say
        yield from (say["title"], "")
        yield f"{say['source']}: {report.source}"
        yield f"{say['origin']}: {report.origin}"
        yield f"{say['size']}: {self._span()}"
        same = report.root == report.calculated_root
        differs = say["differs"].format(root=report.root, calculated=report.calculated_root)
        yield f"{say['root']}: {report.root}"
        yield COLUMN + (say["recomputed"] if same else differs)
        yield f"{say['key']}: {report.key}"
        yield COLUMN + say["key_given" if report.key_given else "key_taken"]
        yield f"{say['witnesses']}: {say['and_so_on'].join(report.witnesses) or say['no_witness']}"
        yield from self._anchors()
        yield f"{say['since']}: {self._since()}"

    def _anchors(self) -> Iterator[str]:
        report, say = self._report, self._say
        held = report.anchors
        many = {"n": len(held), "all": report.anchors_recorded}
        if not held:
            yield f"{say['anchors']}: {say['anchors_wrong' if report.anchors_recorded else 'no_anchor'].format(**many)}"
            return
        who = say["and_so_on"].join(sorted({anchor.authority for anchor in held}))
        first, last = _moment(held[0].not_before), _moment(held[-1].not_after)
        yield f"{say['anchors']}: {say['anchors_held'].format(who=who, first=first, last=last, **many)}"
        yield COLUMN + say["anchors_trusted" if report.anchors_trusted else "anchors_untrusted"]

    def _span(self) -> str:
        first, last = self._report.first_at, self._report.last_at
        if first is None or last is None:
            return self._say["empty"]
        return self._say["entries"].format(n=self._report.size, first=_moment(first), last=_moment(last))

    def _since(self) -> str:
        many = self._report.checked.get("earlier", 0)
        wrong = AGAINST_KEPT & self._report.counts.keys()
        return self._say["since_not" if wrong else "since_done" if many else "since_none"].format(n=many)

    def _result(self) -> Iterator[str]:
        many = sum(self._report.counts.values())
        yield from ("", self._say["found"].format(n=many) if many else self._say["clean"])

    def _findings(self) -> Iterator[str]:
        """Group by group; what may only follow from another is told last, in a line each."""
        yield from self._heading("findings")
        follows = following([found.code for found in self._report.findings])
        groups = [(key, [found for found in self._report.findings if key_of(found) == key]) for key in self._report.counts]
        number = count(1)
        for key, listed in groups:
            if listed[0].code not in follows:
                for found, more in folded(listed):
                    yield from self._found(next(number), found, more)
                if self._report.counts[key] > len(listed):
                    yield COLUMN + self._say["more"].format(n=self._report.counts[key] - len(listed))
        if follows:
            yield from self._heading("followups")
        for key, listed in groups:
            if listed[0].code in follows:
                yield from self._follow_up(self._report.counts[key], listed, follows[listed[0].code])

    def _follow_up(self, many: int, listed: list[AuditFinding], cause: str) -> Iterator[str]:
        say, places = self._say, [place for found in listed if (place := found.place or self._bundle(found))]
        yield f"- {self._named(listed[0])}: {say['times'].format(n=many, cause=self._words.finding[cause])}"
        if places:
            yield f"{COLUMN}{say['place']}: {say['and_so_on'].join(list(dict.fromkeys(places))[:PLACES])}"

    def _named(self, found: AuditFinding) -> str:
        return self._words.finding[found.code] + (f": {self._words.rule[found.rule]}" if found.rule else "")

    def _found(self, number: int, found: AuditFinding, more: int = 0) -> Iterator[str]:
        say, titles = self._say, {decision.id: decision.title for decision in self._report.decisions}
        yield f"{number}. {self._named(found)}"
        facts = (
            ("positions", say["and_so_on"].join(map(str, found.positions))),
            ("decision", f"{titles.get(found.decision) or say['untitled']} ({found.decision})" if found.decision else ""),
            ("said", found.said),
            ("calculated", found.calculated),
            ("place", found.place or self._bundle(found)),
        )
        for name, value in facts:
            if value:
                yield f"{COLUMN}{say[name]}: {value}"
        if more:
            yield COLUMN + say["same"].format(n=more)

    def _bundle(self, found: AuditFinding) -> str | None:
        """The file of entries that holds the first position."""
        if not found.positions or found.positions[0] >= self._report.size:
            return None
        index = found.positions[0] // WIDTH
        return f"{self._report.source}/{bundle_path(index, min(WIDTH, self._report.size - index * WIDTH))}"

    def _checked(self) -> Iterator[str]:
        yield from self._heading("checked")
        for name, many in self._report.checked.items():
            yield f"{many:>10,}  {self._words.checked[name]}"
        if self._report.unchecked:
            yield from self._heading("unchecked")
        for name, place in self._report.unchecked.items():
            yield f"{COLUMN}{self._words.unchecked[name]} ({place})"
        if self._report.site:
            yield from self._heading("site")
            yield from (f"{COLUMN}{name}: {value}" for name, value in self._report.site.items())
        yield from self._heading("types")
        for topic, many in self._report.events.items():
            yield f"{many:>10,}  {topic}"

    def _decisions(self) -> Iterator[str]:
        yield from self._heading("decisions")
        for decision in self._report.decisions:
            yield from self._decision(decision)

    def _decision(self, decision: DecisionReport) -> Iterator[str]:
        say, many = self._say, decision.findings
        result = say["holds_not"].format(n=many) if many else say["holds"]
        yield f"{'✗' if many else '✓'} {decision.title or say['untitled']} ({decision.id}): {result}"
        entries = {"n": decision.events, "first": decision.first_position, "last": decision.last_position}
        at = decision.published_at
        when = say["published"].format(at=_moment(at)) if at else say["unpublished"]
        yield f"{COLUMN}{say['events'].format(comments=decision.comments, **entries)}{say['then']}{when}"
        if decision.comments:
            yield f"{COLUMN}{say['ledger']}: {self._counts(decision.ledger, self._words.ledger)}"
        if decision.digests:
            yield f"{COLUMN}{say['digests']}: {self._counts(decision.digests, self._words.digests)}"
        for anchor in decision.anchors:
            times = {"after": _moment(anchor.not_after), "before": _moment(anchor.not_before)}
            bound = say["anchor"].format(size=anchor.size, position=anchor.position, **times)
            yield f"{COLUMN}{say['anchors']} ({self._words.occasion[anchor.occasion]}): {bound}"
        if decision.edits:
            yield f"{COLUMN}{say['edits']}: {say['positions']} {say['and_so_on'].join(map(str, decision.edits))}"
        if decision.exceptions:
            told = (f"{self._words.exception[each.kind]} ({each.position})" for each in decision.exceptions)
            yield f"{COLUMN}{say['exceptions']}: {say['and_so_on'].join(told)}"

    def _counts(self, counts: Mapping[str, int], names: Mapping[str, str]) -> str:
        return self._say["and_so_on"].join(f"{names[name]} {many}" for name, many in counts.items())

    def _heading(self, name: str) -> Iterator[str]:
        yield from ("", f"== {self._say[name]} ==")


def _moment(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
