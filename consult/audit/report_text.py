"""The report as text for a person: what was checked, what holds, each finding with its positions and where to look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from consult.audit.findings import AuditFinding
from consult.audit.published_log.tiles import bundle_path
from consult.audit.report import DecisionReport, Report
from consult.audit.words import Words, words
from consult.public_log.tiles import WIDTH
from domain.calendar import SHANGHAI

COLUMN = "    "


def report_in_words(report: Report, language: str) -> str:
    """The whole report as text, in `zh` or `en`."""
    return "\n".join(_Telling(report, words(language)).lines()) + "\n"


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
        wrong = {"fork", "log-shrunk", "origin-differs", "earlier-signature", "earlier-unreadable"} & self._report.counts.keys()
        return self._say["since_not" if wrong else "since_done" if many else "since_none"].format(n=many)

    def _result(self) -> Iterator[str]:
        many = sum(self._report.counts.values())
        yield from ("", self._say["found"].format(n=many) if many else self._say["clean"])

    def _findings(self) -> Iterator[str]:
        yield from self._heading("findings")
        number = 0
        for key, many in self._report.counts.items():
            listed = [found for found in self._report.findings if (found.rule or found.code) == key]
            for found in listed:
                number += 1
                yield from self._found(number, found)
            if many > len(listed):
                yield COLUMN + self._say["more"].format(n=many - len(listed))

    def _found(self, number: int, found: AuditFinding) -> Iterator[str]:
        say, titles = self._say, {decision.id: decision.title for decision in self._report.decisions}
        yield f"{number}. {self._words.finding[found.code]}" + (f": {self._words.rule[found.rule]}" if found.rule else "")
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
