"""The desk's commands in one table: path, form, decision, role. Whoever offers them (API, pages) reads this table."""

from __future__ import annotations

import msgspec

from consult.commands.comment import screening, submission
from consult.commands.consultation import adoption, answering, correcting, drafting, editing, period
from consult.commands.point import points, regrouping
from consult.commands.recording import Run
from domain.access import Role


class DeskCommand(msgspec.Struct, frozen=True):
    """`path`: below the desk's root; ids in braces are fields of the command. `files`: whether it takes uploads."""

    path: str
    command: type[msgspec.Struct]
    run: Run
    role: Role
    files: bool = False

    @property
    def name(self) -> str:
        return getattr(self.run, "__name__", self.path)


CONSULTATION = "/consultations/{consultation_id}"
COMMENT = "/comments/{comment_id}"
POINT = "/points/{point_id}"

DESK: tuple[DeskCommand, ...] = (
    DeskCommand("/consultations", drafting.StartDecision, drafting.start_decision, Role.DRAFTER),
    DeskCommand(f"{CONSULTATION}/drafts", drafting.PrepareDraft, drafting.prepare_draft, Role.DRAFTER),
    DeskCommand(f"{CONSULTATION}/drafts/rewordings", editing.RewordArticle, editing.reword_article, Role.DRAFTER),
    DeskCommand(f"{CONSULTATION}/drafts/insertions", editing.InsertArticle, editing.insert_article, Role.DRAFTER),
    DeskCommand(f"{CONSULTATION}/drafts/removals", editing.RemoveArticle, editing.remove_article, Role.DRAFTER),
    DeskCommand(f"{CONSULTATION}/drafts/moves", editing.MoveArticle, editing.move_article, Role.DRAFTER),
    DeskCommand(f"{CONSULTATION}/materials", drafting.PrepareMaterials, drafting.prepare_materials, Role.DRAFTER, files=True),
    DeskCommand(f"{CONSULTATION}/review-requests", drafting.RequestReview, drafting.request_review, Role.DRAFTER),
    DeskCommand(f"{CONSULTATION}/reviews", drafting.ReviewDraft, drafting.review_draft, Role.REVIEWER),
    DeskCommand(f"{CONSULTATION}/release", drafting.ReleaseDraft, drafting.release_draft, Role.RELEASER),
    DeskCommand(f"{CONSULTATION}/release/sign-off", drafting.SignOffRelease, drafting.sign_off_release, Role.RELEASER),
    DeskCommand(f"{CONSULTATION}/publication", period.PublishConsultation, period.publish_consultation, Role.RELEASER),
    DeskCommand(f"{CONSULTATION}/extensions", period.ExtendPeriod, period.extend_period, Role.RELEASER),
    DeskCommand(f"{CONSULTATION}/answer-delays", period.DelayAnswer, period.delay_answer, Role.RELEASER),
    DeskCommand(f"{CONSULTATION}/comments", submission.RegisterComment, submission.register_comment, Role.REGISTRAR, files=True),
    DeskCommand(f"{COMMENT}/publication", screening.PublishComment, screening.publish_comment, Role.SCREENER),
    DeskCommand(f"{COMMENT}/redaction", screening.RedactComment, screening.redact_comment, Role.SCREENER),
    DeskCommand(f"{COMMENT}/withholding", screening.WithholdComment, screening.withhold_comment, Role.SCREENER),
    DeskCommand(f"{COMMENT}/appeal-decision", screening.DecideAppeal, screening.decide_appeal, Role.SCREENER),
    DeskCommand(f"{COMMENT}/erasure-requests", screening.RequestErasure, screening.request_erasure, Role.SCREENER),
    DeskCommand(f"{COMMENT}/erasure", screening.EraseComment, screening.erase_comment, Role.SCREENER),
    DeskCommand(f"{CONSULTATION}/points", points.MakePoint, points.make_point, Role.ANSWERER),
    DeskCommand(f"{POINT}/wording", points.RewordPoint, points.reword_point, Role.ANSWERER),
    DeskCommand(f"{POINT}/comments", points.GatherComments, points.gather_comments, Role.ANSWERER),
    DeskCommand(f"{POINT}/releases", points.ReleaseComments, points.release_comments, Role.ANSWERER),
    DeskCommand(f"{POINT}/split", regrouping.SplitPoint, regrouping.split_point, Role.ANSWERER),
    DeskCommand(f"{POINT}/moves", regrouping.MoveComments, regrouping.move_comments, Role.ANSWERER),
    DeskCommand(f"{POINT}/merging", regrouping.MergePoint, regrouping.merge_point, Role.ANSWERER),
    DeskCommand(f"{POINT}/disposition", points.DraftDisposition, points.draft_disposition, Role.ANSWERER),
    DeskCommand(f"{POINT}/superseding", points.SupersedeDisposition, points.supersede_disposition, Role.ANSWERER),
    DeskCommand(f"{CONSULTATION}/feedback", answering.PrepareFeedback, answering.prepare_feedback, Role.ANSWERER),
    DeskCommand(f"{CONSULTATION}/feedback/sign-off", answering.SignOffFeedback, answering.sign_off_feedback, Role.RELEASER),
    DeskCommand(f"{CONSULTATION}/feedback/publication", answering.PublishFeedback, answering.publish_feedback, Role.RELEASER),
    DeskCommand(f"{CONSULTATION}/waivers", adoption.WaiveStep, adoption.waive_step, Role.RELEASER),
    DeskCommand(
        f"{CONSULTATION}/fair-competition-review",
        adoption.ReviewFairCompetition,
        adoption.review_fair_competition,
        Role.REVIEWER,
    ),
    DeskCommand(f"{CONSULTATION}/legality-review", adoption.ReviewLegality, adoption.review_legality, Role.REVIEWER),
    DeskCommand(f"{CONSULTATION}/deliberation", adoption.DeliberateDecision, adoption.deliberate_decision, Role.RELEASER),
    DeskCommand(f"{CONSULTATION}/adoption", adoption.PrepareAdoption, adoption.prepare_adoption, Role.DRAFTER),
    DeskCommand(f"{CONSULTATION}/adoption/publication", adoption.AdoptDecision, adoption.adopt_decision, Role.RELEASER),
    DeskCommand(f"{CONSULTATION}/ending", period.EndDecision, period.end_decision, Role.RELEASER),
    DeskCommand(f"{CONSULTATION}/corrections", correcting.MakeCorrection, correcting.make_correction, Role.RELEASER),
)
