"""One decision of the demonstration, carried through the ordinary commands by its people."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import msgspec

from consult.commands.comment import screening, submission
from consult.commands.comment.contact import ConfirmationLink, confirm_contact
from consult.commands.consultation import adoption, answering, drafting, period
from consult.commands.grievance import handling
from consult.commands.grievance import registration as grievances
from consult.commands.point import points
from consult.demo.asking import RESPONSES, Asking
from consult.demo.assessing import Assessing
from consult.demo.cast import DemoComment, DemoGrievance, Stage, spread, text, texts
from consult.demo.participating import Participating
from consult.work.closing import close_due_periods, close_due_questionnaires, count_closed_questionnaires
from domain.calendar import local_date
from domain.consultation.events import Dissent, Minutes
from domain.consultation.matter_events import CataloguePlace
from domain.enumerations import (
    Channel,
    DeliberationResult,
    EndingKind,
    GrievanceOutcome,
    LegalityResult,
    MatterKind,
    ReviewKind,
    ReviewResult,
    WithholdingReason,
)
from domain.values import Contact, ContactPoint, DispositionText, Division, FeedbackText, Interpretation, LegalBasis

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
FEEDBACK, LEGALITY, UNDER_REVIEW = 6 * DAY, 30 * DAY, 23 * DAY
"""After the points; the review holds the file for so long that seven working days pass whatever holidays there are."""

MINUTES = Minutes(
    attendees=("局长", "分管副局长", "总经济师"),
    views="分管副局长介绍草案和意见采纳情况；总经济师建议施行一年后评估。",
    dissents=(Dissent("总经济师", "第一年应当只在试点街区施行。"),),
    decision="原则通过，施行一年后组织评估。",
)


class Story(msgspec.Struct, kw_only=True):
    """One decision as it is told: its texts, its people, its dates."""

    stage: Stage
    name: str
    title: str
    about: str
    changes: str
    drafter: str
    reviewer: str
    releaser: str
    division: Division
    opens_at: datetime
    closes_at: datetime
    channels: tuple[Channel, ...] = (Channel.WEB, Channel.LETTER, Channel.EMAIL, Channel.PHONE, Channel.COUNTER)
    shortening_reason: str | None = None
    place: CataloguePlace | None = None
    id: UUID = UUID(int=0)
    asking: Asking | None = None

    def prepare(self, starts: datetime) -> None:
        """From the start to the published call."""
        self.stage.at(starts, self._start)
        self.stage.at(starts + DAY, self._draft)
        self.stage.at(starts + 2 * DAY, self._review)
        self.stage.at(starts + 3 * DAY, self._publish)

    async def _start(self) -> None:
        command = drafting.StartDecision(
            title=self.title,
            division=self.division,
            matter_kind=MatterKind.PUBLIC_POLICY,
            decision_organ="海州市商务局",
            proposer=self.division.name,
            place=self.place,
        )
        self.id = (await self.stage.do(self.drafter, drafting.start_decision, command)).id

    async def _draft(self) -> None:
        do = self.stage.do
        await do(
            self.drafter, drafting.prepare_draft, drafting.PrepareDraft(consultation_id=self.id, text=text(f"{self.name}.md"))
        )
        materials = drafting.PrepareMaterials(
            consultation_id=self.id,
            explanation=f"{self.about}\n\n起草过程中，{self.division.name}走访了有关社区、企业和居民，梳理了近两年的来信来电，形成本征求意见稿。",
            basis=(LegalBasis("《重大行政决策程序暂行条例》（国务院令第713号）"), LegalBasis("《优化营商环境条例》")),
            interpretation=Interpretation(
                background=self.about,
                main_content=self.changes,
                applies_to="本市市区内的经营者、居民和有关管理单位。",
                points_to_note="意见可以针对全文提出，也可以针对某一条提出；不需要注册账号。",
                key_terms="征求意见稿：尚未生效，正在听取意见的文本。",
                differences="本市此前没有专门规定。",
            ),
            contact=ContactPoint(
                unit=f"海州市商务局{self.division.name}",
                phone="0000-0000001",
                email="consult@example.org",
                address="海州市示例路1号",
                postcode="000000",
            ),
        )
        await do(self.drafter, drafting.prepare_materials, materials)
        await do(self.drafter, drafting.request_review, drafting.RequestReview(consultation_id=self.id))

    async def _review(self) -> None:
        for kind in ReviewKind:
            command = drafting.ReviewDraft(consultation_id=self.id, kinds=(kind,), result=ReviewResult.PASSED)
            await self.stage.do(self.reviewer, drafting.review_draft, command)
        await self.stage.do(self.releaser, drafting.release_draft, drafting.ReleaseDraft(consultation_id=self.id))

    async def _publish(self) -> None:
        command = period.PublishConsultation(
            consultation_id=self.id,
            opens_at=max(self.opens_at, self.stage.runtime.clock.now()),
            closes_at=self.closes_at,
            channels=self.channels,
            shortening_reason=self.shortening_reason,
        )
        await self.stage.do(self.releaser, period.publish_consultation, command)

    def comment(self, until: datetime, screened: int) -> None:
        """Comments come in evenly until `until`; the first `screened` of them are screened the next day at the latest.

        Whoever said no opinion is told three days later which channel is his, and answered after ten.
        """
        given = texts(self.name).comments
        for number, (moment, comment) in enumerate(zip(spread(self.opens_at + HOUR, until, len(given)), given, strict=True)):
            self.stage.at(moment, partial(self._comment, number, comment, number < screened))
            if comment.grievance and number < screened:
                self.stage.at(moment + 3 * DAY, partial(self._forward, number, comment.grievance))
                self.stage.at(moment + 10 * DAY, partial(self._close_grievance, number, comment.grievance))

    async def _comment(self, number: int, comment: DemoComment, screened: bool) -> None:
        respondent = submission.Respondent(
            kind=comment.kind,
            name=comment.name,
            organisation=comment.organisation,
            contact=Contact(email=comment.email) if comment.email else None,
            publish_name=comment.publish_name,
        )
        shared = {
            "consultation_id": self.id,
            "respondent": respondent,
            "text": comment.text,
            "articles": tuple(f"a{article}" for article in comment.articles),
            "proposed_wording": comment.proposed_wording,
        }
        runtime = self.stage.runtime
        if comment.channel == Channel.WEB:
            command = msgspec.convert(shared, submission.SubmitComment)
            comment_id = (await submission.submit_comment(runtime, command, f"demo-{self.name}-{number}")).comment_id
        else:
            on = local_date(runtime.clock.now())
            entered = msgspec.convert({**shared, "channel": comment.channel, "received_on": on}, submission.RegisterComment)
            comment_id = (await self.stage.do(self.drafter, submission.register_comment, entered)).id
        self.stage_ids[number] = comment_id
        if comment.email:
            await confirm_contact(runtime, ConfirmationLink(comment_id, expired=False))
        if screened:
            await self._screen(number, comment_id, comment)

    @property
    def stage_ids(self) -> dict[int, UUID]:
        return self.stage.comment_ids.setdefault(self.name, {})

    async def _screen(self, number: int, comment_id: UUID, comment: DemoComment) -> None:
        command: msgspec.Struct
        if comment.grievance:
            refer = grievances.ReferComment(comment_id=comment_id, reason=comment.grievance.reason)
            registered = await self.stage.do(self.drafter, grievances.refer_comment, refer)
            self.stage.grievance_ids[self.name, number] = registered.id
        elif comment.withheld:
            command = screening.WithholdComment(comment_id=comment_id, reason=comment.withheld, note="内容不适合公开。")
            await self.stage.do(self.drafter, screening.withhold_comment, command)
        elif comment.redacted:
            reason = WithholdingReason.ABUSE
            command = screening.RedactComment(comment_id=comment_id, basis=reason, redacted_text=comment.redacted)
            await self.stage.do(self.drafter, screening.redact_comment, command)
        else:
            await self.stage.do(self.drafter, screening.publish_comment, screening.PublishComment(comment_id=comment_id))

    async def _forward(self, number: int, told: DemoGrievance) -> None:
        grievance_id = self.stage.grievance_ids[self.name, number]
        command = handling.ForwardGrievance(grievance_id=grievance_id, to=told.to, organ=told.organ, told=told.told)
        await self.stage.do(self.drafter, handling.forward_grievance, command)

    async def _close_grievance(self, number: int, told: DemoGrievance) -> None:
        grievance_id = self.stage.grievance_ids[self.name, number]
        command = handling.CloseGrievance(grievance_id=grievance_id, outcome=GrievanceOutcome.ANSWERED, answer=told.answer)
        await self.stage.do(self.drafter, handling.close_grievance, command)

    def close(self) -> None:
        self.stage.at(self.closes_at + 6 * timedelta(seconds=1), self._seal)

    async def _seal(self) -> None:
        await self.stage.catch_up()
        await close_due_periods(self.stage.runtime)
        await close_due_questionnaires(self.stage.runtime)
        await self.stage.catch_up()
        await count_closed_questionnaires(self.stage.runtime)

    def ask(self) -> None:
        """A questionnaire from the first day on, a response an hour, its figures the day after the close."""
        self.stage.at(self.opens_at + HOUR, self._ask)
        for number in range(RESPONSES):
            self.stage.at(self.opens_at + (2 + number) * HOUR, partial(self._respond, number))
        self.stage.at(self.closes_at + DAY, self._publish_figures)

    async def _ask(self) -> None:
        self.asking = Asking(stage=self.stage, drafter=self.drafter, releaser=self.releaser, consultation_id=self.id)
        await self.asking.open()

    async def _respond(self, number: int) -> None:
        assert self.asking
        await self.asking.respond(number)

    async def _publish_figures(self) -> None:
        assert self.asking
        await self.asking.publish()

    def answer(self, at: datetime) -> None:
        """Points with their answers, feedback, experts heard and the risk assessed, and adoption a while later."""
        self.stage.at(at, self._points)
        self.stage.at(at + FEEDBACK, self._feedback)
        self.stage.at(at + FEEDBACK + DAY, self._assess)
        self.stage.at(at + LEGALITY, self._review_legality)
        self.stage.at(at + LEGALITY + 10 * DAY, self._adopt)

    async def _points(self) -> None:
        told = texts(self.name)
        for key, point in told.points.items():
            gathered = tuple(self.stage_ids[n] for n, comment in enumerate(told.comments) if key in comment.points)
            made = points.MakePoint(
                consultation_id=self.id,
                summary=point["summary"],
                articles=tuple(f"a{article}" for article in point["articles"]),
                comment_ids=gathered,
            )
            point_id = (await self.stage.do(self.drafter, points.make_point, made)).id
            answer = msgspec.convert(
                {**point, "articles_changed": [f"a{article}" for article in point["articles_changed"]]}, DispositionText
            )
            command = points.DraftDisposition(point_id=point_id, disposition=answer)
            await self.stage.do(self.drafter, points.draft_disposition, command)

    async def _feedback(self) -> None:
        do, released = self.stage.do, self.releaser
        words = FeedbackText(
            asked="社区便民商业网点的配建比例、必备种类、营业时间、油烟管理和监督方式。",
            heard="意见集中在提前营业时间、增设老年助餐点、定期清洗油烟设施、改造前公示和无障碍几个方面。",
            did="修改了第五条至第十条，增加了老年助餐点、改造前公示、无障碍和电话订购的规定。",
        )
        prepared = answering.PrepareFeedback(consultation_id=self.id, text=words, revised=text(f"{self.name}_adopted.md"))
        await do(self.drafter, answering.prepare_feedback, prepared)
        await do(released, answering.sign_off_feedback, answering.SignOffFeedback(consultation_id=self.id))
        await do(released, answering.publish_feedback, answering.PublishFeedback(consultation_id=self.id))

    async def _assess(self) -> None:
        people = {"drafter": self.drafter, "releaser": self.releaser}
        assessing = Assessing(stage=self.stage, consultation_id=self.id, name=self.name, **people)
        await assessing.hear_experts()
        await assessing.assess_risk()
        participating = Participating(stage=self.stage, consultation_id=self.id, name=self.name, **people)
        await participating.hold_forum()
        await participating.take_poll()

    async def _review_legality(self) -> None:
        today = local_date(self.stage.runtime.clock.now())
        fair = adoption.ReviewFairCompetition(
            consultation_id=self.id, passed=True, opinion="经审查，不具有排除、限制竞争的内容。"
        )
        await self.stage.do(self.reviewer, adoption.review_fair_competition, fair)
        legal = adoption.ReviewLegality(
            consultation_id=self.id,
            result=LegalityResult.LAWFUL,
            file_received_on=today - UNDER_REVIEW,
            reviewer="海州市商务局法规处",
            opinion="制定权限、程序和内容符合法律、法规和规章的规定。",
        )
        await self.stage.do(self.reviewer, adoption.review_legality, legal)
        meeting = adoption.DeliberateDecision(
            consultation_id=self.id,
            result=DeliberationResult.PASSED,
            met_on=today,
            meeting="局长办公会第15次会议",
            minutes=MINUTES,
        )
        await self.stage.do(self.releaser, adoption.deliberate_decision, meeting)

    async def _adopt(self) -> None:
        today = local_date(self.stage.runtime.clock.now())
        notice = adoption.PrepareAdoption(
            consultation_id=self.id,
            document_number=f"海商规〔{today.year}〕3号",
            unified_number=f"HZCR-{today.year}-0080003",
            text=text(f"{self.name}_adopted.md"),
            opinions_note="公开征求意见期间收到的意见已逐条研究，采纳情况见意见反馈。",
            issued_on=today,
            published_on=today,
            effective_on=today + 30 * DAY,
            valid_until=today + 1826 * DAY,
        )
        await self.stage.do(self.drafter, adoption.prepare_adoption, notice)
        await self.stage.do(self.releaser, adoption.adopt_decision, adoption.AdoptDecision(consultation_id=self.id))

    async def end(self) -> None:
        command = period.EndDecision(
            consultation_id=self.id,
            kind=EndingKind.SHELVED,
            reason="征求意见中对选址和营业时间的反对意见集中，选址方案需要重新论证，本决策事项搁置。",
        )
        await self.stage.do(self.releaser, period.end_decision, command)
