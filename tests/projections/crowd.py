"""A register that fills up in two helpings: comments by the hundred, decisions by the dozen, few that wait for somebody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from domain.comment import events as c
from domain.consultation import events as e
from domain.consultation.matter_events import CataloguePlace
from domain.enumerations import (
    Channel,
    DispositionKind,
    ErasureScope,
    GrievanceChannel,
    GrievanceOutcome,
    ReasonKind,
    RespondentKind,
    WithholdingReason,
)
from domain.event import PUBLIC, Event
from domain.grievance import events as g
from domain.point import events as p
from domain.undertaking import events as u
from domain.values import Blob, DispositionText, Division
from tests.projections.random_lives import (
    CATALOGUE,
    PREPARATION,
    PROGRESS,
    STAFF,
    SUPPLEMENT,
    Decision,
    RandomLives,
    _adopt,
    _end,
    sha256_of,
)

ARTICLES = (("a1",), ("a2",), (), ("a1",))  # the second named by enterprises alone
RARE = 60  # comments of each decision, of the first helping, with whom something unusual happens
LARGE, SMALL = 0, 1  # points by number: one gathers whatever can be answered, the other few comments
WITHHELD = 7  # of ten
LATER = 1_000  # comments of a decision
FEEDBACK, ADOPTED = PROGRESS[:6], PROGRESS[: PROGRESS.index(_adopt) + 1]

USUAL_UNIT, RARE_UNIT = Division("service", "服务业处"), Division("rules", "法规处")


class Crowd(RandomLives):
    """`answered`: its feedback is public, and whatever can be answered is; `running`: nothing of it is answered."""

    def __init__(self) -> None:
        super().__init__(0, decisions=600)
        self.running, self.answered, *self.others = self.decisions
        self._left = list(self.others[2:])
        self._awaiting: dict[UUID, list[int]] = {}

    def first_helping(self, comments: int, decisions: int) -> None:
        """`comments` for each of four decisions; `decisions` of each kind that are over; another with many points."""
        for _ in CATALOGUE:
            self._list()
        self.over(decisions)
        for decision in (*self.others[:2], self.running, self.answered):
            self._lived(decision, PREPARATION)
            self._commented(decision, range(comments))
            self._pointed(decision)
            self._complained(decision, range(20), waiting=5)
            self._carried_out(decision, range(6))
        self._gathered_all(self.answered, range(comments))
        self._lived(self.answered, FEEDBACK)
        for _ in range(5):
            self._lived(self._left.pop(), PREPARATION[:3])
        self._much_pointed(self.others[0], range(100, 200))

    def second_helping(self, comments: range, decisions: int) -> None:
        """More of the same, but nothing unusual, and nothing new that waits for somebody but to be screened."""
        self.over(decisions)
        for decision in (*self.others[:2], self.running, self.answered):
            self._extend(decision)
            for number in self._awaiting.pop(decision.id):
                self.add(c.CommentPublished, decision, stream_of(decision, number), name_shown=False)
            self._commented(decision, comments)
            self._complained(decision, range(20, 620))
        for decision in self.others[:2]:
            self._carried_out(decision, range(6, 806))
        self._gathered_all(self.answered, comments)
        self._lived(self.answered, SUPPLEMENT)
        self._much_pointed(self.others[0], range(200, 600))

    def day(self, numbers: range) -> None:
        """What comes in on one day: comments on both decisions, some put into a point and one taken out again; a supplement."""
        for decision in (self.running, self.answered):
            self._commented(decision, numbers)
            self._gathered_all(decision, numbers)
            self.add(p.CommentsReleased, decision, point_of(decision, LARGE), comment_ids=(stream_of(decision, numbers[0]),))
            self.add(c.CommentWithdrawn, decision, stream_of(decision, numbers[0] - 5), PUBLIC)
        self._lived(self.answered, SUPPLEMENT)

    def _carried_out(self, decision: Decision, numbers: range) -> None:
        """Tasks, of which every other one is completed; every third was inspected. The rarer unit has one in a hundred."""
        words, until = u.TaskWords("三处早市划线", "处长"), self.at.date()
        for number in numbers:
            stream = UUID(int=decision.id.int + 7_000_000 + number)
            unit = RARE_UNIT if number < 3 or not number % 100 else USUAL_UNIT
            self.add(u.UndertakingSet, decision, stream, limit=until + timedelta(days=number), unit=unit, words=words)
            if not number % 3:
                due = until + timedelta(days=number)
                self.add(
                    u.ExecutionInspected, decision, stream, inspection=1, rectify_by=due, unit=RARE_UNIT, findings="没有到岗"
                )
            if number % 2:
                self.add(u.UndertakingCompleted, decision, stream, evidenced=True, unit=unit.id, effect="完成", evidence=None)

    def _complained(self, decision: Decision, numbers: range, waiting: int = 0) -> None:
        """Grievances that came alone, of which every other one is closed, the others handed on; the last few wait to be told."""
        day = self.at.date() - timedelta(days=60)
        facts: dict[str, Any] = {"comment_id": None, "beside": None, "channel": Channel.PHONE, "provisional": False}
        facts |= {"received_on": day, "due_on": day + timedelta(days=15), "rules": "cn-xinfang-2022"}
        facts |= {"text": "多收费", "name": None, "contact": None}
        for number in numbers:
            stream = UUID(int=decision.id.int + 5_000_000 + number)
            self.add(g.GrievanceRegistered, decision, stream, **facts)
            if number >= numbers.stop - waiting:
                continue
            if number % 2:
                self.add(g.GrievanceForwarded, decision, stream, to=GrievanceChannel.HOTLINE, organ="12315", told="请拨打")
            else:
                self.add(g.GrievanceClosed, decision, stream, outcome=GrievanceOutcome.ANSWERED, answer="已办")

    def over(self, decisions: int) -> None:
        """As many decisions without comments that are answered, adopted, ended, each corrected; and an anchor for each."""
        for chapters in (FEEDBACK, ADOPTED, (_end,)):
            for _ in range(decisions):
                decision = self._left.pop()
                self._lived(decision, PREPARATION[:3])
                self.add(e.MatterNamed, decision, place=CataloguePlace(decision.id.int >> 64, 1))  # each of another year
                self._lived(decision, (*PREPARATION[3:], *chapters))
                self._corrected(decision)
                self._anchor(0)
        self.at += timedelta(days=60)

    def _corrected(self, decision: Decision) -> None:
        title: dict[str, Any] = {"field": "title", "value": '"更正"', "closes_original": False, "reason": "原文有误。"}
        for _ in range(3):
            self.add(e.CorrectionMade, decision, corrected_stream=str(decision.id), corrected_version=1, **title)

    def _much_pointed(self, decision: Decision, numbers: range) -> None:
        """Points of one comment."""
        for number in numbers:
            self.add(p.PointMade, decision, point_of(decision, number), articles=(), summary=f"要点{number}")
            self.add(p.CommentsGathered, decision, point_of(decision, number), comment_ids=(stream_of(decision, number),))

    def _lived(self, decision: Decision, chapters: Any) -> None:
        self.at += timedelta(minutes=1)
        for chapter in chapters:
            chapter(self, decision)

    def _commented(self, decision: Decision, numbers: range) -> None:
        """Of the last 200 some are still to be screened."""
        awaiting = self._awaiting.setdefault(decision.id, [])
        awaiting += [number for number in numbers[-200:] if number % 10 == 9]
        for number in numbers:
            self.at += timedelta(seconds=1)
            self._submitted(decision, number)
            for kind, facts in () if number in awaiting else _fate(number):
                actor = PUBLIC if kind in (c.WithholdingAppealed, c.CommentWithdrawn) else STAFF
                self.add(kind, decision, stream_of(decision, number), actor, **facts)

    def _submitted(self, decision: Decision, number: int) -> None:
        facts: dict[str, Any] = {"received_on": None, "late": False, "file_names": (), "attachments": ()}
        if number % 2:
            facts["attachments"] = (Blob(sha256_of(f"{number}"), 7, "application/pdf"),)
        self.add(
            c.CommentSubmitted,
            decision,
            stream_of(decision, number),
            PUBLIC,
            channel=Channel.WEB,
            draft_version=1,
            respondent_kind=_respondent(number),
            articles=ARTICLES[number % 4],
            publish_name=False,
            text="同意" if number < RARE and number % 5 == 0 else f"第{number}条：" + "建议完善办法，延长夜市营业时间。" * 2,
            proposed_wording=None,
            name=None,
            organisation=None,
            contact=None,
            **facts,
        )

    def _pointed(self, decision: Decision) -> None:
        """Six points: a large one, and small ones with ten comments each, three of them answered."""
        for place in range(6):
            point = point_of(decision, place)
            self.add(p.PointMade, decision, point, articles=("a1",), summary=f"要点{place}")
            if place != LARGE:
                gathered = tuple(stream_of(decision, number) for number in range(place * 10, place * 10 + 10))
                self.add(p.CommentsGathered, decision, point, comment_ids=gathered)
            if place < 3 or decision is self.answered:
                kind = DispositionKind.NOT_ADOPTED if place == LARGE else DispositionKind.ADOPTED
                disposition = DispositionText(kind, ReasonKind.OTHER, "经研究，理由如下。", None, ("a1",))
                self.add(p.DispositionDrafted, decision, point, disposition=disposition)

    def _gathered_all(self, decision: Decision, numbers: range) -> None:
        """But those that were withheld later, and need no answer."""
        for start in range(numbers.start, numbers.stop, 100):
            some = range(start, min(start + 100, numbers.stop))
            ids = tuple(stream_of(decision, number) for number in some if number < LATER or number % 10 != WITHHELD)
            self.add(p.CommentsGathered, decision, point_of(decision, LARGE), comment_ids=ids)


def _respondent(number: int) -> RespondentKind:
    if number < RARE and number % 10 == 6:
        return RespondentKind.OTHER
    return RespondentKind.ENTERPRISE if number % 4 == 1 else RespondentKind.INDIVIDUAL


def stream_of(decision: Decision, number: int) -> UUID:
    return UUID(int=decision.id.int + 10_000 + number)


def point_of(decision: Decision, place: int) -> UUID:
    return UUID(int=decision.id.int + 1_000 + place)


Fate = tuple[type[Event], dict[str, Any]]


def _fate(number: int) -> list[Fate]:
    published: Fate = c.CommentPublished, {"name_shown": False}
    withheld: Fate = c.CommentWithheld, {"reason": WithholdingReason.ABUSE, "note": "内部说明", "public_note": None}
    asked: Fate = c.ErasureRequested, {"scope": ErasureScope.ALL, "note": "来函"}
    rare: dict[int, list[Fate]] = {
        0: [withheld, (c.WithholdingAppealed, {"grounds": "不服"})],
        1: [published, asked],
        2: [published, asked, (c.CommentErased, {"scope": ErasureScope.ALL})],
        3: [(withheld[0], withheld[1] | {"public_note": "与本事项无关。"})],
        4: [(c.CommentReferred, {"grievance_id": UUID(int=number), "reason": "只是投诉"})],
    }
    if number < RARE and number % 20 in rare:
        return rare[number % 20]
    often: dict[int, list[Fate]] = {WITHHELD: [withheld], 8: [(c.CommentWithdrawn, {})]}
    return often.get(number % 10, [published])
