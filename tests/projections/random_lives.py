"""Random histories of several decisions at once: every event type, in orders that keep streams whole but follow few rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import msgspec

from domain.anchor.anchors import anchor_stream
from domain.anchor.events import AnchorRecorded
from domain.catalogue import events as k
from domain.catalogue.state import catalogue_stream
from domain.catalogue.values import CatalogueMatter, MatterChange
from domain.comment import events as c
from domain.consultation import events as e
from domain.consultation.matter_events import CataloguePlace
from domain.enumerations import (
    AdjustmentKind,
    AppealOutcome,
    Channel,
    CommentStatus,
    CorrectionCause,
    DeliberationResult,
    DispositionKind,
    EndingKind,
    ErasureScope,
    FileTreatment,
    GrievanceChannel,
    GrievanceOutcome,
    GrievanceStatus,
    LegalityResult,
    MatterKind,
    Occasion,
    ReasonKind,
    Regime,
    RespondentKind,
    Retention,
    Returnable,
    ReviewKind,
    ReviewResult,
    ScreeningOutcome,
    WaivableStep,
    WithholdingReason,
)
from domain.event import CLOCK, PUBLIC, Event
from domain.grievance import events as g
from domain.point import events as p
from domain.values import (
    AdoptionNotice,
    Blob,
    Contact,
    ContactPoint,
    DispositionText,
    Division,
    FeedbackText,
    Interpretation,
    LegalBasis,
    NamedBlob,
    TreatedFile,
)
from tests.projections.memory_source import MemorySource
from tests.projections.random_activities import act
from tests.projections.random_assessments import assess
from tests.projections.random_execution import execute
from tests.projections.random_questionnaires import ask
from tests.projections.random_units import with_units

START = datetime(2026, 12, 20, 1, tzinfo=UTC)
DRAFT = "# 办法\n\n第一条 为了促进发展，制定本办法。\n\n第二条 夜市营业至二十三时。\n\n第三条 本办法自公布之日起施行。\n"
COMMON = ("同意", "请延长营业时间", "建议增加停车位")
STAFF = str(UUID(int=7))
EVERY = 37  # events from one anchor to the next
SELDOM = 31  # events from one of a catalogue to the next


class CommentFate:
    """What the generator remembers of a comment: `secret` is a word found in nothing else."""

    def __init__(self, stream: UUID, secret: str) -> None:
        self.stream, self.secret = stream, secret
        self.status = CommentStatus.AWAITING
        self.outcome: ScreeningOutcome | None = None
        self.appeal: str | None = None
        self.second_look = False
        self.requested: ErasureScope | None = None
        self.erased: ErasureScope | None = None
        self.shared_text = False
        self.filed = self.cleaned = self.contact_confirmed = False
        self.note_version = 0
        self.grievance: UUID | None = None
        self.reopened = False

    @property
    def may_be_referred(self) -> bool:
        return self.status == CommentStatus.AWAITING and not self.reopened and self.erased != ErasureScope.ALL

    @property
    def may_be_cleaned(self) -> bool:
        waits = self.status == CommentStatus.AWAITING and self.erased != ErasureScope.ALL
        return waits and self.filed and not self.cleaned


class Decision:
    """What the generator remembers of a decision."""

    def __init__(self, number: int) -> None:
        self.id = UUID(int=number << 64)
        self.comments: list[CommentFate] = []
        self.points: list[UUID] = []
        self.gathered: dict[UUID, set[UUID]] = {}
        self.public: dict[UUID, set[UUID]] = {}
        self.supplements = 0
        self.disposed: dict[UUID, list[int]] = {}
        self.worded: dict[UUID, int] = {}
        self.feedback_version: int | None = None
        self.stage = 0
        self.treated = self.named = False
        self.corrected = 0
        self.grievances: dict[UUID, GrievanceStatus] = {}
        self.assessed = 0
        self.executed = 0
        self.with_units = 0
        self.acted = 0
        self.asked = 0

    def publish(self) -> None:
        """Every point and all it gathers is public."""
        self.public = {point: set(self.gathered[point]) for point in self.points}

    def not_public(self, point: UUID) -> set[UUID]:
        """Comments that may still be taken out of the point."""
        return self.gathered[point] - self.public.get(point, set())


OUTCOMES: dict[type[Event], ScreeningOutcome] = {
    c.CommentPublished: ScreeningOutcome.PUBLISHED,
    c.CommentRedacted: ScreeningOutcome.REDACTED,
    c.CommentWithheld: ScreeningOutcome.WITHHELD,
}
WHOLE = Decision(0)
"""Stands for the decision of anchors of the whole log."""
LISTS = Decision(0)
LISTS.id = k.CATALOGUES


class RandomLives:
    """`source` grows by one event with each `step`. The same seed gives the same history."""

    def __init__(self, seed: int, *, decisions: int = 3, closes_withdrawn: bool = False) -> None:
        self.random = Random(seed)
        self.source = MemorySource(closes_withdrawn=closes_withdrawn)
        self.decisions = [Decision(number) for number in range(1, decisions + 1)]
        self.at = START
        self._versions: dict[UUID, int] = {}
        self._secrets = 0
        self._listed = 0

    def run(self, steps: int) -> MemorySource:
        for _ in range(steps):
            self.step()
        return self.source

    def step(self) -> Event:
        if len(self.source.log) % EVERY == EVERY - 1:
            return self._anchor(len(self.source.log) // EVERY)
        if len(self.source.log) % SELDOM == SELDOM - 1:
            return self._list()
        self.at += timedelta(minutes=self.random.randint(0, 500))
        decision = self.random.choice(self.decisions)
        actions = list(self._actions(decision))
        if decision.stage >= len(PREPARATION):
            seldom = (
                *(self._advance, self._correct, self._make_point, self._assess, self._act, self._execute, self._with_units),
                self._ask_public,
            )
            chosen = next((each for each in seldom if self.random.random() < 0.08), None)
            actions = [lambda: chosen(decision)] if chosen else actions
        before = len(self.source.log)
        self.random.choice(actions)()
        assert len(self.source.log) == before + 1
        return self.source.log[-1]

    def _anchor(self, number: int) -> Event:
        """Of the whole log and of each decision that is published, in turn."""
        published = [decision for decision in self.decisions if decision.stage >= len(PREPARATION)]
        about = [(WHOLE, Occasion.DAILY), *((each, Occasion.OPENING) for each in published)]
        decision, occasion = about[number % len(about)]
        stamp: dict[str, Any] = {"size": len(self.source.log), "root": b"\7" * 32, "stamped_at": self.at}
        words: dict[str, Any] = {"authority": "tsa.example", "token": b"token"}
        self.add(AnchorRecorded, decision, anchor_stream(decision.id), CLOCK, occasion=occasion, **stamp, **words)
        return self.source.log[-1]

    def _list(self) -> Event:
        """The next event of the catalogues: a year after the other is prepared, published and adjusted."""
        year, place = divmod(self._listed, len(CATALOGUE))
        kind, facts = CATALOGUE[place]
        known = {name: self._of_year(2026 + year, value) for name, value in facts.items()}
        self.add(kind, LISTS, catalogue_stream(2026 + year), **known)
        self._listed += 1
        return self.source.log[-1]

    def _of_year(self, year: int, value: object) -> object:
        """`year` where the story leaves it open, and the decision that is linked."""
        return {"year": year, "decision": str(self.decisions[0].id)}.get(value, value) if isinstance(value, str) else value

    def secret(self) -> str:
        self._secrets += 1
        return f"zq{self._secrets}x"

    def add(self, kind: type[Event], decision: Decision, stream: UUID | None = None, actor: str = STAFF, /, **facts: Any) -> int:
        stream = stream or decision.id
        version = self._versions[stream] = self._versions.get(stream, 0) + 1
        event = kind(
            originator_id=stream,
            originator_version=version,
            timestamp=self.at,
            actor=actor,
            consultation_id=decision.id,
            **facts,
        )
        self.source.append(event)
        return version

    def _actions(self, decision: Decision) -> Iterator[Callable[[], object]]:
        if decision.stage < len(PREPARATION):
            yield lambda: self._prepare(decision)
            return
        for _ in range(4):
            yield lambda: self._submit(decision)
        for comment in self.random.sample(decision.comments, min(8, len(decision.comments))):
            yield from self._comment_actions(decision, comment)
        for point in decision.points[-6:]:
            yield from self._point_actions(decision, point)
        if self.random.random() < 0.3:
            yield from self._grievance_actions(decision)

    def _prepare(self, decision: Decision) -> None:
        if PREPARATION[decision.stage] is _request and not decision.treated:
            decision.treated = True
            _treated(self, decision)
            return
        if PREPARATION[decision.stage] is _request and not decision.named:
            decision.named = True
            _named(self, decision)
            return
        PREPARATION[decision.stage](self, decision)
        decision.stage += 1

    def _advance(self, decision: Decision) -> None:
        place = decision.stage - len(PREPARATION)
        if place >= len(PROGRESS):
            further = (self._extend, self._supplement_again, self._return, self._warn, self._with_units)
            self.random.choice(further)(decision)
            return
        PROGRESS[place](self, decision)
        decision.stage += 1

    @property
    def answered_stage(self) -> int:
        return len(PREPARATION) + 6

    def _assess(self, decision: Decision) -> None:
        assess(self, decision, decision.assessed)
        decision.assessed += 1

    def _execute(self, decision: Decision) -> None:
        execute(self, decision, decision.executed)
        decision.executed += 1

    def _with_units(self, decision: Decision) -> None:
        with_units(self, decision, decision.with_units)
        decision.with_units += 1

    def _act(self, decision: Decision) -> None:
        act(self, decision, decision.acted)
        decision.acted += 1

    def _ask_public(self, decision: Decision) -> None:
        ask(self, decision, decision.asked)
        decision.asked += 1

    def _extend(self, decision: Decision) -> None:
        self.add(e.PeriodExtended, decision, closes_at=self.at + timedelta(days=40), reason="应公众要求，延长征求意见期。")

    def _supplement_again(self, decision: Decision) -> None:
        SUPPLEMENT[decision.supplements % len(SUPPLEMENT)](self, decision)

    def _return(self, decision: Decision) -> None:
        what = self.random.choice(list(Returnable))
        self.add(e.ReturnedForChanges, decision, what=what, returned_version=4, reason="内部退回理由")

    def _warn(self, decision: Decision) -> None:
        answers = tuple(e.BlanketAnswer(point, 30, 25, True, False) for point in decision.points[:1])
        self.add(e.BlanketAnswersSeen, decision, answers=answers)

    def _submit(self, decision: Decision) -> None:
        secret = self.secret()
        fate = CommentFate(UUID(int=decision.id.int + 1000 + len(decision.comments)), secret)
        fate.shared_text = self.random.random() < 0.4
        text = self.random.choice(COMMON) if fate.shared_text else f"意见 {secret}：{self.random.choice(COMMON)}。"
        files = self.random.choice([(), (Blob(sha256_of(secret), 7, "application/pdf"),)])
        fate.filed = bool(files)
        self.add(
            c.CommentSubmitted,
            decision,
            fate.stream,
            PUBLIC,
            channel=self.random.choice(list(Channel)),
            draft_version=1,
            respondent_kind=self.random.choice(list(RespondentKind)),
            articles=self.random.choice([(), ("a1",), ("a1", "a2")]),
            publish_name=True,
            received_on=self.random.choice([None, date(2026, 12, 24)]),
            late=False,
            text=text,
            proposed_wording=self.random.choice([None, f"改为{secret}"]),
            attachments=files,
            file_names=("身份证.pdf",),
            name=self.random.choice([None, f"n{secret}"]),
            organisation=self.random.choice([None, f"o{secret}公司"]),
            contact=Contact(email="never@example.cn"),
        )
        decision.comments.append(fate)

    def _comment_actions(self, decision: Decision, fate: CommentFate) -> Iterator[Callable[[], object]]:
        if fate.status == CommentStatus.AWAITING:
            yield lambda: self._screen(decision, fate)
            yield lambda: self._screen(decision, fate)
        if fate.may_be_referred and self.random.random() < 0.5:
            yield lambda: self._refer(decision, fate)
        if fate.status == CommentStatus.REFERRED:
            yield from self._referred_actions(decision, fate)
        if fate.may_be_cleaned and self.random.random() < 0.2:
            yield lambda: self._clean(decision, fate)
        if fate.status in (CommentStatus.WITHHELD, CommentStatus.REFERRED) and fate.appeal is None:
            yield lambda: self._appeal(decision, fate)
        if fate.appeal == "open" and fate.status == CommentStatus.WITHHELD:
            yield lambda: self._decide_appeal(decision, fate)
        if fate.status in (CommentStatus.PUBLISHED, CommentStatus.WITHHELD) and fate.erased != ErasureScope.ALL:
            yield from self._looking_again(decision, fate)
        if fate.status != CommentStatus.WITHDRAWN and self.random.random() < 0.3:
            yield lambda: self._withdraw(decision, fate)
        if fate.status != CommentStatus.WITHDRAWN and not (fate.contact_confirmed or fate.erased) and self.random.random() < 0.1:
            yield lambda: self._confirm_contact(decision, fate)
        if fate.status != CommentStatus.WITHDRAWN and self.random.random() < 0.2:
            yield lambda: self._correct_registration(decision, fate)
        if fate.requested:
            yield lambda: self._erase(decision, fate)
        elif fate.erased != ErasureScope.ALL and self.random.random() < 0.3:
            yield lambda: self._request_erasure(decision, fate)

    def _screen(self, decision: Decision, fate: CommentFate) -> None:
        kind = self.random.choice((c.CommentPublished, c.CommentRedacted, c.CommentWithheld))
        if fate.erased == ErasureScope.ALL:
            kind = c.CommentWithheld
        reason = self.random.choice(list(WithholdingReason))
        shown = fate.erased is None and self.random.random() < 0.7
        fate.status = CommentStatus.WITHHELD if kind is c.CommentWithheld else CommentStatus.PUBLISHED
        fate.outcome = OUTCOMES[kind]
        if kind is c.CommentPublished:
            self.add(kind, decision, fate.stream, name_shown=shown)
        elif kind is c.CommentRedacted:
            redacted = f"■■ r{fate.secret}"
            self.add(kind, decision, fate.stream, basis=reason, spans=1, name_shown=shown, redacted_text=redacted)
        else:
            note = self.random.choice([None, f"w{fate.secret}"])
            fate.note_version = self.add(kind, decision, fate.stream, reason=reason, note="内部说明", public_note=note)

    def _refer(self, decision: Decision, fate: CommentFate) -> None:
        """One event at a time: the grievance comes with its own step."""
        fate.status, fate.appeal = CommentStatus.REFERRED, None
        fate.grievance = UUID(int=fate.stream.int + 900_000)
        self.add(c.CommentReferred, decision, fate.stream, grievance_id=fate.grievance, reason="只是投诉")

    def _referred_actions(self, decision: Decision, fate: CommentFate) -> Iterator[Callable[[], object]]:
        if fate.appeal == "open":
            yield lambda: self._decide_objection(decision, fate)
        else:
            yield lambda: self._reopen(decision, fate)

    def _decide_objection(self, decision: Decision, fate: CommentFate) -> None:
        outcome = self.random.choice((AppealOutcome.UPHELD, AppealOutcome.REOPENED))
        fate.appeal = outcome
        if outcome == AppealOutcome.REOPENED:
            fate.status, fate.reopened, fate.appeal = CommentStatus.AWAITING, True, None
        self.add(c.AppealDecided, decision, fate.stream, outcome=outcome, name_shown=False, note="内部")

    def _reopen(self, decision: Decision, fate: CommentFate) -> None:
        fate.status, fate.reopened, fate.appeal = CommentStatus.AWAITING, True, None
        self.add(c.CommentReopened, decision, fate.stream, note="是意见")

    def _grievance_actions(self, decision: Decision) -> Iterator[Callable[[], object]]:
        yield lambda: self._register(decision)
        for stream in self.random.sample(sorted(decision.grievances), min(3, len(decision.grievances))):
            yield lambda stream=stream: self._handle(decision, stream)  # type: ignore[misc]

    def _register(self, decision: Decision) -> None:
        """Of a comment that was referred, where there is one without; else alone."""
        waiting = [fate for fate in decision.comments if fate.grievance and fate.grievance not in decision.grievances]
        fate = waiting[0] if waiting else None
        stream = fate.grievance if fate else UUID(int=decision.id.int + 800_000 + len(decision.grievances))
        assert stream is not None
        day = self.at.date()
        came: dict[str, Any] = {"received_on": day, "due_on": day + timedelta(days=15), "rules": "cn-xinfang-2022"}
        came |= {"channel": self.random.choice(list(Channel)), "provisional": self.random.choice((True, False))}
        said: dict[str, Any] = {"beside": None, "text": None, "name": None, "contact": None}
        if fate is None:
            said |= {"text": f"诉求 {self.secret()}", "name": "张三", "contact": Contact(email="never@example.cn")}
        decision.grievances[stream] = GrievanceStatus.REGISTERED
        self.add(g.GrievanceRegistered, decision, stream, comment_id=fate.stream if fate else None, **came, **said)

    def _handle(self, decision: Decision, stream: UUID) -> None:
        status = decision.grievances[stream]
        over = status in (GrievanceStatus.CLOSED, GrievanceStatus.TAKEN_BACK)
        if status == GrievanceStatus.TAKEN_BACK:
            self._submit(decision)
        elif over or self.random.random() < 0.2:
            decision.grievances[stream] = GrievanceStatus.TAKEN_BACK
            self.add(g.GrievanceTakenBack, decision, stream, note="是意见")
        elif self.random.random() < 0.5:
            decision.grievances[stream] = GrievanceStatus.FORWARDED
            to = self.random.choice(list(GrievanceChannel))
            self.add(g.GrievanceForwarded, decision, stream, to=to, organ="12315热线", told="请拨打")
        else:
            decision.grievances[stream] = GrievanceStatus.CLOSED
            self.add(g.GrievanceClosed, decision, stream, outcome=self.random.choice(list(GrievanceOutcome)), answer="已办")

    def _clean(self, decision: Decision, fate: CommentFate) -> None:
        """A copy of its file is made, or none can be; as before it is shown in full."""
        fate.cleaned, copy = True, Blob(sha256_of(f"copy of {fate.secret}"), 6, "application/pdf")
        treatment = self.random.choice((FileTreatment.CLEANED, FileTreatment.LEFT_OUT))
        shown = (copy,) if treatment == FileTreatment.CLEANED else ()
        self.add(c.AttachmentsCleaned, decision, fate.stream, treatments=(treatment,), attachments=shown)

    def _correct_registration(self, decision: Decision, fate: CommentFate) -> None:
        choice, shown = self.random.choice, fate.status == CommentStatus.PUBLISHED and fate.erased is None
        facts = {"channel": choice([None, Channel.PHONE]), "received_on": choice([None, date(2026, 12, 23)])}
        facts |= {"respondent_kind": choice([None, *RespondentKind]), "articles": choice([None, (), ("a2",), ("a2", "a3")])}
        consent = {"publish_name": choice([None, True, False]), "name_shown": shown and choice([True, False])}
        late, cause = choice([True, False]), choice(list(CorrectionCause))
        self.add(c.RegistrationCorrected, decision, fate.stream, late=late, cause=cause, note="内部说明", **facts, **consent)

    def _looking_again(self, decision: Decision, fate: CommentFate) -> Iterator[Callable[[], object]]:
        if fate.appeal != "open" and self.random.random() < 0.5:
            yield lambda: self._revise(decision, fate)
        if fate.second_look:
            yield lambda: self._confirm(decision, fate)
        elif self.random.random() < 0.2:
            yield lambda: self._ask(decision, fate)

    def _revise(self, decision: Decision, fate: CommentFate) -> None:
        before, outcome = fate.outcome, self.random.choice(list(ScreeningOutcome))
        hidden, redacted = outcome != ScreeningOutcome.PUBLISHED, outcome == ScreeningOutcome.REDACTED
        fate.outcome, fate.appeal, fate.second_look = outcome, None, False
        fate.status = CommentStatus.WITHHELD if outcome == ScreeningOutcome.WITHHELD else CommentStatus.PUBLISHED
        shown: dict[str, Any] = {"name_shown": fate.status == CommentStatus.PUBLISHED and fate.erased is None}
        shown |= {"spans": int(redacted), "redacted_text": f"■■ v{fate.secret}" if redacted else None}
        words = {"note": "内部说明", "public_note": self.random.choice([None, f"u{fate.secret}"])}
        facts = {"before": before, "outcome": outcome, "reason": self.random.choice(list(WithholdingReason)) if hidden else None}
        fate.note_version = self.add(c.ScreeningRevised, decision, fate.stream, **facts, **shown, **words)

    def _ask(self, decision: Decision, fate: CommentFate) -> None:
        fate.second_look = True
        self.add(c.SecondLookAsked, decision, fate.stream, note="请看")

    def _confirm(self, decision: Decision, fate: CommentFate) -> None:
        fate.second_look = False
        self.add(c.ScreeningConfirmed, decision, fate.stream, note="维持")

    def _appeal(self, decision: Decision, fate: CommentFate) -> None:
        fate.appeal = "open"
        self.add(c.WithholdingAppealed, decision, fate.stream, PUBLIC, grounds="不服")

    def _decide_appeal(self, decision: Decision, fate: CommentFate) -> None:
        possible = (AppealOutcome.UPHELD, AppealOutcome.OVERTURNED)
        outcome = self.random.choice(possible) if fate.erased != ErasureScope.ALL else AppealOutcome.UPHELD
        fate.appeal = outcome
        fate.second_look = False
        if outcome == AppealOutcome.OVERTURNED:
            fate.status, fate.outcome, fate.note_version = CommentStatus.PUBLISHED, ScreeningOutcome.PUBLISHED, 0
        shown = outcome == AppealOutcome.OVERTURNED and fate.erased is None
        self.add(c.AppealDecided, decision, fate.stream, outcome=outcome, name_shown=shown, note="内部")

    def _withdraw(self, decision: Decision, fate: CommentFate) -> None:
        fate.status, fate.note_version, fate.second_look = CommentStatus.WITHDRAWN, 0, False
        self.add(c.CommentWithdrawn, decision, fate.stream, PUBLIC)

    def _confirm_contact(self, decision: Decision, fate: CommentFate) -> None:
        fate.contact_confirmed = True
        self.add(c.ContactConfirmed, decision, fate.stream, PUBLIC)

    def _request_erasure(self, decision: Decision, fate: CommentFate) -> None:
        fate.requested = ErasureScope.ALL if fate.erased else self.random.choice(list(ErasureScope))
        self.add(c.ErasureRequested, decision, fate.stream, scope=fate.requested, note="来函")

    def _erase(self, decision: Decision, fate: CommentFate) -> None:
        assert fate.requested
        fate.erased, fate.requested = fate.requested, None
        self.add(c.CommentErased, decision, fate.stream, scope=fate.erased)

    def _make_point(self, decision: Decision) -> None:
        if len(decision.points) > (12 if decision.stage < self.answered_stage else 16):
            self._submit(decision)
            return
        point = UUID(int=decision.id.int + 500_000 + len(decision.gathered))
        decision.points.append(point)
        decision.gathered[point] = set()
        decision.worded[point] = self.add(p.PointMade, decision, point, articles=("a1",), summary=f"要点 {self.secret()}")

    def _point_actions(self, decision: Decision, point: UUID) -> Iterator[Callable[[], object]]:
        yield lambda: self._gather(decision, point)
        if decision.not_public(point):
            yield lambda: self._release(decision, point)
        if point not in decision.public:
            yield lambda: self._reword(decision, point)
            yield lambda: self._dispose(decision, point, p.DispositionDrafted)
            if len(decision.points) > 4:
                yield lambda: self._dissolve(decision, point)
        elif point in decision.disposed:
            yield lambda: self._dispose(decision, point, p.DispositionSuperseded, why="情况发生变化，现予更正答复。")

    def _gather(self, decision: Decision, point: UUID) -> None:
        streams = [fate.stream for fate in decision.comments if fate.stream not in decision.public.get(point, ())]
        if not streams:
            self._submit(decision)
            return
        chosen = self.random.sample(streams, min(len(streams), self.random.randint(1, 4)))
        decision.gathered[point] |= set(chosen)
        self.add(p.CommentsGathered, decision, point, comment_ids=tuple(chosen))

    def _release(self, decision: Decision, point: UUID) -> None:
        chosen = self.random.choice(sorted(decision.not_public(point)))
        decision.gathered[point].discard(chosen)
        self.add(p.CommentsReleased, decision, point, comment_ids=(chosen,))

    def _dissolve(self, decision: Decision, point: UUID) -> None:
        decision.points.remove(point)
        self.add(p.PointDissolved, decision, point, into=decision.points[0])

    def _reword(self, decision: Decision, point: UUID) -> None:
        summary = f"改写 {self.secret()}"
        decision.worded[point] = self.add(p.PointReworded, decision, point, articles=("a2",), summary=summary)

    def _dispose(self, decision: Decision, point: UUID, kind: type[Event], **facts: Any) -> None:
        version = self.add(kind, decision, point, disposition=self.disposition(), **facts)
        decision.disposed.setdefault(point, []).append(version)

    def disposition(self) -> DispositionText:
        kind = self.random.choice(list(DispositionKind))
        return DispositionText(kind, ReasonKind.OTHER, f"经研究，理由如下 {self.secret()}", None, ("a1",))

    def _correct(self, decision: Decision) -> None:
        targets: list[tuple[UUID, int, str, object]] = [
            (decision.id, 1, "title", f"更正标题 {self.secret()}"),
            (decision.id, 3, "contact", ContactPoint(f"更正处 {self.secret()}")),
            (decision.id, 3, "basis", (LegalBasis(f"《更正》{self.secret()}"),)),
        ]
        if decision.feedback_version:
            text = FeedbackText("问", f"说 {self.secret()}", "做")
            targets.append((decision.id, decision.feedback_version, "text", text))
        for point in decision.points:
            targets.append((point, decision.worded[point], "summary", f"更正要点 {self.secret()}"))
            targets += [(point, version, "disposition", self.disposition()) for version in decision.disposed.get(point, [])]
        for fate in decision.comments:
            if fate.note_version:
                targets.append((fate.stream, fate.note_version, "public_note", f"更正说明 {self.secret()}"))
        stream, version, field, value = self.random.choice(targets)
        self.add(
            e.CorrectionMade,
            decision,
            corrected_stream=str(stream),
            corrected_version=version,
            field=field,
            closes_original=self.random.random() < 0.5,
            value=msgspec.json.encode(value).decode(),
            reason="原文有误，现予更正。",
        )


def sha256_of(word: str) -> str:
    return word.encode().hex().rjust(64, "0")


def _start(lives: RandomLives, decision: Decision) -> None:
    lives.add(
        e.DecisionStarted,
        decision,
        rules="national-2026",
        title=f"关于夜间经济的办法 {lives.secret()}",
        division=lives.random.choice((Division("trade", "市场处"), Division("ports", "口岸处"))),
        matter_kind=MatterKind.PUBLIC_POLICY,
        regime=Regime.BUREAU_DECISION,
        decision_organ="市商务局",
        proposer="市场处",
        touches_operators=True,
    )


def _draft(lives: RandomLives, decision: Decision) -> None:
    lives.add(e.DraftPrepared, decision, draft_version=1, draft=lives.source.document(DRAFT))


def _materials(lives: RandomLives, decision: Decision) -> None:
    lives.add(
        e.MaterialsPrepared,
        decision,
        explanation=lives.random.choice((None, lives.source.blob("起草说明：为了促进发展。"))),
        basis=(LegalBasis("《电子商务法》"),),
        interpretation=Interpretation("背景", "内容", "对象", "注意", "关键词", "区别"),
        attachments=(NamedBlob("附表", lives.source.blob("附表内容")),),
        contact=ContactPoint("市场处", phone="0532-85910000"),
    )


def _treated(lives: RandomLives, decision: Decision) -> None:
    file = TreatedFile(lives.source.blob("附表内容").sha256, FileTreatment.AS_IT_IS, ("signed",), "文件带有电子签章，保持原样。")
    lives.add(e.AttachmentsTreated, decision, files=(file,))


def _named(lives: RandomLives, decision: Decision) -> None:
    listed = decision.id.int >> 64 & 1
    place = CataloguePlace(2026, 1) if listed else CataloguePlace(reason="上级临时交办，来不及列入本年度目录。")
    lives.add(e.MatterNamed, decision, place=place)


MATTERS = tuple(
    CatalogueMatter(
        title=title,
        undertaker="市场处",
        first_month=1,
        last_month=3,
        matter_kind=MatterKind.PLAN,
        basis="来信集中。",
        hearing=True,
    )
    for title in ("夜间经济办法", "停车规划")
)
NEW = CatalogueMatter(
    title="早市办法",
    undertaker="市场处",
    first_month=9,
    last_month=9,
    matter_kind=MatterKind.OTHER,
    basis="来信。",
    carried_from=2,
)
WHY = "上级部署有变化，相应调整。"
CATALOGUE: tuple[tuple[type[Event], dict[str, Any]], ...] = (
    (k.CataloguePrepared, {"year": "year", "matters": MATTERS[:1]}),
    (k.CataloguePrepared, {"year": "year", "matters": MATTERS}),
    (k.CatalogueSubmitted, {}),
    (k.CataloguePublished, {"year": "year", "matters": 2}),
    (k.MatterLinked, {"decision": "decision", "matter": 1}),
    (k.AdjustmentPrepared, {"changes": (MatterChange(kind=AdjustmentKind.REMOVED, number=2, reason=WHY),)}),
    (
        k.AdjustmentPrepared,
        {
            "changes": (
                MatterChange(kind=AdjustmentKind.CHANGED, number=1, matter=MATTERS[0], reason=WHY),
                MatterChange(kind=AdjustmentKind.CARRIED_OVER, number=2, reason=WHY),
                MatterChange(kind=AdjustmentKind.ADDED, number=3, matter=NEW, reason=WHY),
            )
        },
    ),
    (k.CatalogueAdjusted, {"number": 1, "changes": 3}),
)


def _request(lives: RandomLives, decision: Decision) -> None:
    lives.add(e.ReviewRequested, decision, draft_version=1)


def _review(lives: RandomLives, decision: Decision) -> None:
    lives.add(e.DraftReviewed, decision, kind=ReviewKind.LEGALITY, result=ReviewResult.PASSED, remark="内部意见")


def _release(lives: RandomLives, decision: Decision) -> None:
    lives.add(e.DraftReleased, decision, draft_version=1, forced=True, reason="情况紧急，先行签发。")


def _publish(lives: RandomLives, decision: Decision) -> None:
    lives.add(
        e.ConsultationPublished,
        decision,
        draft_version=1,
        opens_at=lives.at,
        closes_at=lives.at + timedelta(days=30),
        channels=tuple(Channel),
        shortened=True,
        shortening_reason="按上级要求缩短。",
    )


def _sign_off(lives: RandomLives, decision: Decision) -> None:
    lives.add(e.ReleaseSignedOff, decision)


def _close(lives: RandomLives, decision: Decision) -> None:
    received = (e.ChannelCount(Channel.WEB, len(decision.comments)),)
    due = (lives.at + timedelta(days=30)).date()
    facts: dict[str, Any] = {"closed_at": lives.at, "received": received, "log_size": len(lives.source.log)}
    lives.add(e.PeriodClosed, decision, None, CLOCK, answer_due_on=due, **facts)


def _delay(lives: RandomLives, decision: Decision) -> None:
    lives.add(e.AnswerDelayed, decision, due_on=date(2027, 6, 1), reason="意见较多，需要进一步研究。")


def _feedback(lives: RandomLives, decision: Decision) -> None:
    revised = lives.source.document(DRAFT.replace("二十三时", "二十四时"))
    text = FeedbackText("我们问了", f"你们说了 {lives.secret()}", "我们做了")
    decision.feedback_version = lives.add(e.FeedbackPrepared, decision, text=text, revised=revised)


def _feedback_signed(lives: RandomLives, decision: Decision) -> None:
    lives.add(e.FeedbackSignedOff, decision, contradictions_accepted=("a1",))


def _feedback_published(lives: RandomLives, decision: Decision) -> None:
    decision.publish()
    ledger = e.LedgerFigures(1, 1, 0, 0, 0, 1, 0)
    counts = (e.DispositionCount(DispositionKind.ADOPTED, 1),)
    lives.add(
        e.FeedbackPublished,
        decision,
        ledger=ledger,
        dispositions=counts,
        contradictions=("a1",),
        changed_without_comment=("a2",),
    )


def _supplement(lives: RandomLives, decision: Decision) -> None:
    decision.supplements += 1
    lives.add(e.SupplementPrepared, decision, text=f"来信转到得晚，现补充答复 {lives.secret()}")


def _supplement_signed(lives: RandomLives, decision: Decision) -> None:
    decision.supplements += 1
    lives.add(e.SupplementSignedOff, decision, contradictions_accepted=("a1",))


def _supplement_published(lives: RandomLives, decision: Decision) -> None:
    decision.supplements += 1
    decision.publish()
    figures: dict[str, Any] = {"number": decision.supplements // 3, "points": 1, "comments": 2}
    ledger = e.LedgerFigures(1, 1, 0, 0, 0, 1, 0)
    counts = (e.DispositionCount(DispositionKind.ADOPTED, 1),)
    lives.add(e.SupplementPublished, decision, ledger=ledger, dispositions=counts, contradictions=("a1",), **figures)


def _waive(lives: RandomLives, decision: Decision) -> None:
    lives.add(e.StepWaived, decision, step=WaivableStep.EXPERT_REVIEW, reason="不涉及专业性问题，无需论证。")


def _competition(lives: RandomLives, decision: Decision) -> None:
    lives.add(e.FairCompetitionReviewed, decision, passed=True, opinion="内部审查意见")


def _review_short(lives: RandomLives, decision: Decision) -> None:
    lives.add(e.ReviewTimeShortened, decision, working_days=3, reason="汛期临近，加班审查完毕。")


def _legality(lives: RandomLives, decision: Decision) -> None:
    facts: dict[str, Any] = {"result": LegalityResult.LAWFUL, "file_received_on": date(2027, 1, 2)}
    lives.add(e.LegalityReviewed, decision, reviewer="法规处", opinion="内部合法性意见", **facts)


def _deliberate(lives: RandomLives, decision: Decision) -> None:
    facts: dict[str, Any] = {"result": DeliberationResult.PASSED, "met_on": date(2027, 1, 9)}
    minutes = e.Minutes(attendees=("张局长", "李副局长"), views="内部会议发言", decision="通过。")
    lives.add(e.DecisionDeliberated, decision, meeting="局务会", minutes=minutes, **facts)


def _adoption(lives: RandomLives, decision: Decision) -> None:
    text = lives.source.document(DRAFT.replace("二十三时", "次日二时"))
    day = date(2027, 2, 1)
    notice = AdoptionNotice("青商发〔2027〕3号", None, text, "吸收意见情况说明", day, day, day)
    lives.add(e.AdoptionPrepared, decision, notice=notice)


def _outstanding(lives: RandomLives, decision: Decision) -> None:
    lives.add(e.AnswersOutstanding, decision, awaiting=1, unanswered=2, reason="办法须按期施行，来信随后答复。")


def _adopt(lives: RandomLives, decision: Decision) -> None:
    day = date(2027, 2, 1)
    facts: dict[str, Any] = {"issued_on": day, "effective_on": day, "valid_until": None}
    lives.add(e.DecisionAdopted, decision, contradictions=(), changed_without_comment=("a2",), **facts)


def _end(lives: RandomLives, decision: Decision) -> None:
    lives.add(e.DecisionEnded, decision, kind=EndingKind.SHELVED, reason="情况变化，不再推进本事项。")


def _archive(lives: RandomLives, decision: Decision) -> None:
    lives.add(e.RecordsArchived, decision, number="WS·2027-Y-0003", retention=Retention.PERMANENT)


Chapter = Callable[[RandomLives, Decision], None]
PREPARATION: tuple[Chapter, ...] = (_start, _draft, _materials, _request, _review, _release, _publish)
PROGRESS: tuple[Chapter, ...] = (
    _sign_off, _close, _delay, _feedback, _feedback_signed, _feedback_published,
    _waive, _competition, _review_short, _legality, _deliberate, _supplement, _supplement_signed, _supplement_published,
    _adoption, _outstanding, _adopt, _end, _archive,
)  # fmt: skip
SUPPLEMENT: tuple[Chapter, ...] = (_supplement, _supplement_signed, _supplement_published)
