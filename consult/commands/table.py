"""The desk's commands in one table, in the order of the procedure: the API, the desk's buttons and its steps are made from it."""

from __future__ import annotations

import msgspec

from consult.commands import timing
from consult.commands.catalogue import adjusting, naming, preparing
from consult.commands.comment import erasure, registration, revision, screening, submission
from consult.commands.consultation import adoption, answering, correcting, drafting, editing, period, returning, supplement
from consult.commands.desk_step import (
    ASSESSMENT,
    CATALOGUE,
    COMMENT,
    CONSULTATION,
    EXPERTISE,
    GRIEVANCE,
    POINT,
    QUESTIONNAIRE,
    DeskCommand,
    DeskStep,
)
from consult.commands.expertise import opinions, panel
from consult.commands.grievance import handling as grievance
from consult.commands.grievance import registration as grievances
from consult.commands.point import points, regrouping
from consult.commands.questionnaire import drafting as questions
from consult.commands.questionnaire import erasure as written
from consult.commands.questionnaire import running as questionnaire
from consult.commands.risk_assessment import assessing
from domain.access import Role
from domain.consultation.stages import Stage

TABLE: tuple[DeskStep, ...] = (
    DeskCommand("/consultations", Role.DRAFTER, "启动新的决策事项", run=drafting.start_decision),
    DeskCommand(f"{CONSULTATION}/matter", Role.DRAFTER, "确定目录事项", when=timing.drafting, run=naming.name_matter),
    DeskCommand(f"{CONSULTATION}/drafts", Role.DRAFTER, "编写草案", Stage.DRAFT, timing.drafting, run=drafting.prepare_draft),
    DeskCommand(f"{CONSULTATION}/drafts/rewordings", Role.DRAFTER, "修改条文", run=editing.reword_article),
    DeskCommand(f"{CONSULTATION}/drafts/insertions", Role.DRAFTER, "插入一条", run=editing.insert_article),
    DeskCommand(f"{CONSULTATION}/drafts/removals", Role.DRAFTER, "删除这一条", run=editing.remove_article),
    DeskCommand(f"{CONSULTATION}/drafts/moves", Role.DRAFTER, "移动这一条", run=editing.move_article),
    DeskCommand(
        f"{CONSULTATION}/materials",
        Role.DRAFTER,
        "填写配套材料",
        Stage.MATERIALS,
        timing.drafting,
        run=drafting.prepare_materials,
        files=True,
    ),
    DeskCommand(
        f"{CONSULTATION}/review-requests",
        Role.DRAFTER,
        "送审",
        Stage.REVIEW,
        timing.drafted_unreviewed,
        run=drafting.request_review,
    ),
    DeskCommand(
        f"{CONSULTATION}/reviews", Role.REVIEWER, "审查草案", Stage.REVIEW, timing.under_review, run=drafting.review_draft
    ),
    DeskCommand(f"{CONSULTATION}/release", Role.RELEASER, "签发", Stage.RELEASE, timing.under_review, run=drafting.release_draft),
    DeskCommand(
        f"{CONSULTATION}/release/sign-off",
        Role.RELEASER,
        "补签先行签发",
        Stage.RELEASE,
        timing.released_early,
        run=drafting.sign_off_release,
    ),
    DeskCommand(
        f"{CONSULTATION}/release/return",
        Role.RELEASER,
        "退回草案",
        Stage.RELEASE,
        timing.draft_returnable,
        run=returning.return_draft,
    ),
    DeskCommand(
        f"{CONSULTATION}/publication",
        Role.RELEASER,
        "发布征求意见公告",
        Stage.PUBLICATION,
        timing.released,
        run=period.publish_consultation,
    ),
    DeskCommand(
        f"{CONSULTATION}/extensions", Role.RELEASER, "延长期限", Stage.PERIOD, timing.period_open, run=period.extend_period
    ),
    DeskCommand(
        f"{CONSULTATION}/questionnaires", Role.DRAFTER, "编写问卷", when=timing.running, run=questions.start_questionnaire
    ),
    DeskCommand(f"{QUESTIONNAIRE}/heading", Role.DRAFTER, "修改标题和说明", run=questions.change_heading),
    DeskCommand(f"{QUESTIONNAIRE}/questions", Role.DRAFTER, "编写题目", run=questions.write_question),
    DeskCommand(f"{QUESTIONNAIRE}/removals", Role.DRAFTER, "删除题目", run=questions.remove_question),
    DeskCommand(f"{QUESTIONNAIRE}/opening", Role.RELEASER, "发布问卷", run=questionnaire.open_questionnaire),
    DeskCommand(f"{QUESTIONNAIRE}/withdrawal", Role.RELEASER, "撤回问卷", run=questionnaire.withdraw_questionnaire),
    DeskCommand(f"{QUESTIONNAIRE}/figures", Role.RELEASER, "公布统计结果", run=questionnaire.publish_figures),
    DeskCommand(
        f"{QUESTIONNAIRE}/erasure-requests", Role.SCREENER, "登记答卷文字的删除申请", run=written.request_response_erasure
    ),
    DeskCommand(f"{QUESTIONNAIRE}/erasures", Role.SCREENER, "办理答卷文字的删除", run=written.erase_response),
    DeskCommand(
        f"{CONSULTATION}/comments",
        Role.REGISTRAR,
        "登记线下意见",
        Stage.PERIOD,
        timing.published,
        "/registration",
        run=submission.register_comment,
        files=True,
    ),
    DeskStep(f"{CONSULTATION}/import", Role.REGISTRAR, "批量导入意见", Stage.PERIOD, timing.published),
    DeskStep(f"{CONSULTATION}/screening", Role.SCREENER, "审看意见", Stage.ANSWERS, timing.published),
    DeskCommand(
        f"{COMMENT}/publication", Role.SCREENER, "公开意见", when=timing.awaiting_with_words, run=screening.publish_comment
    ),
    DeskCommand(
        f"{COMMENT}/redaction", Role.SCREENER, "遮盖部分文字后公开", when=timing.awaiting_with_words, run=screening.redact_comment
    ),
    DeskCommand(f"{COMMENT}/withholding", Role.SCREENER, "不予公开", when=timing.awaiting, run=screening.withhold_comment),
    DeskCommand(f"{COMMENT}/referral", Role.SCREENER, "登记为信访事项转办", when=timing.referrable, run=grievances.refer_comment),
    DeskCommand(
        f"{COMMENT}/grievance", Role.SCREENER, "另行登记其中的信访事项", when=timing.with_words, run=grievances.register_beside
    ),
    DeskCommand(f"{COMMENT}/appeal-decision", Role.SCREENER, "决定复核申请", when=timing.appealed, run=screening.decide_appeal),
    DeskCommand(f"{COMMENT}/revision", Role.SCREENER, "更正审看结果", when=timing.revisable, run=revision.revise_screening),
    DeskCommand(f"{COMMENT}/second-look", Role.SCREENER, "请同事复看", when=timing.unasked, run=revision.ask_second_look),
    DeskCommand(
        f"{COMMENT}/confirmation", Role.SCREENER, "维持审看结果", when=timing.asked_again, run=revision.confirm_screening
    ),
    DeskCommand(
        f"{COMMENT}/registration-correction",
        Role.SCREENER,
        "更正登记",
        when=timing.correctable,
        run=registration.correct_registration,
    ),
    DeskCommand(f"{COMMENT}/erasure-requests", Role.SCREENER, "登记删除申请", when=timing.erasable, run=erasure.request_erasure),
    DeskCommand(f"{COMMENT}/erasure", Role.SCREENER, "办理删除", when=timing.erasure_requested, run=erasure.erase_comment),
    DeskStep(f"{CONSULTATION}/grievances", Role.SCREENER, "办理信访事项", when=timing.published),
    DeskCommand(
        f"{CONSULTATION}/grievances",
        Role.SCREENER,
        "登记信访事项",
        None,
        timing.published,
        "/grievances/new",
        run=grievances.register_grievance,
    ),
    DeskCommand(
        f"{GRIEVANCE}/forwarding", Role.SCREENER, "告知并转交", when=timing.grievance_open, run=grievance.forward_grievance
    ),
    DeskCommand(f"{GRIEVANCE}/closing", Role.SCREENER, "办结", when=timing.grievance_open, run=grievance.close_grievance),
    DeskCommand(
        f"{GRIEVANCE}/taking-back", Role.SCREENER, "收回转办", when=timing.grievance_standing, run=grievance.take_back_grievance
    ),
    DeskCommand(
        f"{CONSULTATION}/points", Role.ANSWERER, "归纳要点和答复", Stage.ANSWERS, timing.published, run=points.make_point
    ),
    DeskCommand(
        f"{CONSULTATION}/answer-delays", Role.RELEASER, "延期反馈", Stage.ANSWERS, timing.period_closed, run=period.delay_answer
    ),
    DeskCommand(f"{POINT}/wording", Role.ANSWERER, "修改要点", run=points.reword_point),
    DeskCommand(f"{POINT}/comments", Role.ANSWERER, "归入已有要点", run=points.gather_comments),
    DeskCommand(f"{POINT}/releases", Role.ANSWERER, "移出本要点", run=points.release_comments),
    DeskCommand(f"{POINT}/split", Role.ANSWERER, "分出新要点", run=regrouping.split_point),
    DeskCommand(f"{POINT}/moves", Role.ANSWERER, "移到另一要点", run=regrouping.move_comments),
    DeskCommand(f"{POINT}/merging", Role.ANSWERER, "并入另一要点", run=regrouping.merge_point),
    DeskCommand(f"{POINT}/disposition", Role.ANSWERER, "起草答复", run=points.draft_disposition),
    DeskCommand(
        f"{POINT}/superseding", Role.ANSWERER, "更新已公布的答复", when=timing.answered, run=points.supersede_disposition
    ),
    DeskCommand(
        f"{CONSULTATION}/feedback",
        Role.ANSWERER,
        "起草意见反馈",
        Stage.FEEDBACK,
        timing.period_closed,
        run=answering.prepare_feedback,
    ),
    DeskCommand(
        f"{CONSULTATION}/feedback/sign-off",
        Role.RELEASER,
        "审签意见反馈",
        Stage.FEEDBACK,
        timing.feedback_prepared,
        run=answering.sign_off_feedback,
    ),
    DeskCommand(
        f"{CONSULTATION}/feedback/return",
        Role.RELEASER,
        "退回意见反馈",
        Stage.FEEDBACK,
        timing.feedback_returnable,
        run=returning.return_feedback,
    ),
    DeskCommand(
        f"{CONSULTATION}/feedback/publication",
        Role.RELEASER,
        "公布意见反馈",
        Stage.FEEDBACK,
        timing.feedback_signed_off,
        run=answering.publish_feedback,
    ),
    DeskCommand(
        f"{CONSULTATION}/supplement",
        Role.ANSWERER,
        "起草补充反馈",
        Stage.ANSWERS,
        timing.answered,
        run=supplement.prepare_supplement,
    ),
    DeskCommand(
        f"{CONSULTATION}/supplement/sign-off",
        Role.RELEASER,
        "审签补充反馈",
        Stage.ANSWERS,
        timing.supplement_prepared,
        run=supplement.sign_off_supplement,
    ),
    DeskCommand(
        f"{CONSULTATION}/supplement/return",
        Role.RELEASER,
        "退回补充反馈",
        Stage.ANSWERS,
        timing.supplement_returnable,
        run=returning.return_supplement,
    ),
    DeskCommand(
        f"{CONSULTATION}/supplement/publication",
        Role.RELEASER,
        "公布补充反馈",
        Stage.ANSWERS,
        timing.supplement_signed_off,
        run=supplement.publish_supplement,
    ),
    DeskCommand(
        f"{CONSULTATION}/expert-reviews",
        Role.DRAFTER,
        "组织专家论证",
        Stage.REVIEWED,
        timing.experts_open,
        run=panel.plan_review,
    ),
    DeskCommand(f"{EXPERTISE}/experts", Role.DRAFTER, "联系专家", run=panel.ask_expert),
    DeskCommand(f"{EXPERTISE}/declarations", Role.DRAFTER, "登记利害关系声明", run=panel.declare_interest),
    DeskCommand(f"{EXPERTISE}/invitations", Role.DRAFTER, "正式邀请专家", run=panel.invite_expert),
    DeskCommand(f"{EXPERTISE}/opinions", Role.DRAFTER, "登记论证意见", run=opinions.give_opinion, files=True),
    DeskCommand(f"{EXPERTISE}/uses", Role.DRAFTER, "写明研究采纳情况", run=opinions.use_opinion),
    DeskCommand(f"{EXPERTISE}/conclusion", Role.RELEASER, "结束专家论证", run=opinions.conclude_review),
    DeskStep(f"{CONSULTATION}/expert-reviews", Role.RELEASER, "查看专家论证", Stage.REVIEWED, timing.experts_open),
    DeskCommand(
        f"{CONSULTATION}/risk-assessments",
        Role.DRAFTER,
        "开展风险评估",
        Stage.REVIEWED,
        timing.risk_open,
        run=assessing.start_assessment,
    ),
    DeskCommand(f"{ASSESSMENT}/risks", Role.DRAFTER, "记录风险点", run=assessing.find_risk),
    DeskCommand(f"{ASSESSMENT}/conclusion", Role.RELEASER, "作出风险评估结论", run=assessing.conclude_assessment, files=True),
    DeskStep(f"{CONSULTATION}/risk-assessments", Role.RELEASER, "查看风险评估", Stage.REVIEWED, timing.risk_open),
    DeskCommand(
        f"{CONSULTATION}/fair-competition-review",
        Role.REVIEWER,
        "记录公平竞争审查",
        Stage.REVIEWED,
        timing.published,
        run=adoption.review_fair_competition,
    ),
    DeskCommand(
        f"{CONSULTATION}/legality-review",
        Role.REVIEWER,
        "记录合法性审查",
        Stage.REVIEWED,
        timing.answered,
        run=adoption.review_legality,
    ),
    DeskCommand(
        f"{CONSULTATION}/waivers", Role.RELEASER, "记录不需要的环节", Stage.REVIEWED, timing.published, run=adoption.waive_step
    ),
    DeskCommand(
        f"{CONSULTATION}/deliberation",
        Role.RELEASER,
        "记录集体讨论",
        Stage.DELIBERATION,
        timing.found_lawful,
        run=adoption.deliberate_decision,
    ),
    DeskCommand(
        f"{CONSULTATION}/adoption", Role.DRAFTER, "起草公布文本", Stage.ADOPTION, timing.answered, run=adoption.prepare_adoption
    ),
    DeskCommand(
        f"{CONSULTATION}/adoption/return",
        Role.RELEASER,
        "退回公布文本",
        Stage.ADOPTION,
        timing.adoption_returnable,
        run=returning.return_adoption,
    ),
    DeskCommand(
        f"{CONSULTATION}/adoption/publication",
        Role.RELEASER,
        "公布决策",
        Stage.ADOPTION,
        timing.adoption_prepared,
        run=adoption.adopt_decision,
    ),
    DeskCommand(
        f"{CONSULTATION}/corrections", Role.RELEASER, "更正已公布的内容", when=timing.published, run=correcting.make_correction
    ),
    DeskCommand(f"{CONSULTATION}/ending", Role.RELEASER, "终止决策", when=timing.running, run=period.end_decision),
    DeskCommand(f"{CATALOGUE}/matters", Role.DRAFTER, "列入事项", run=preparing.enter_matter),
    DeskCommand(f"{CATALOGUE}/strikings", Role.DRAFTER, "删去事项", run=preparing.strike_matter),
    DeskCommand(f"{CATALOGUE}/submission", Role.DRAFTER, "报送目录", run=preparing.submit_catalogue),
    DeskCommand(f"{CATALOGUE}/publication", Role.RELEASER, "公布目录", run=preparing.publish_catalogue),
    DeskCommand(f"{CATALOGUE}/changes", Role.DRAFTER, "拟订目录调整", run=adjusting.prepare_change),
    DeskCommand(f"{CATALOGUE}/changes/dropping", Role.DRAFTER, "撤销拟订的调整", run=adjusting.drop_change),
    DeskCommand(f"{CATALOGUE}/adjustments", Role.RELEASER, "公布目录调整", run=adjusting.adjust_catalogue),
)
DESK: tuple[DeskCommand, ...] = tuple(row for row in TABLE if isinstance(row, DeskCommand))
_by_command = {row.command: row for row in DESK}


def row_of(command: type[msgspec.Struct]) -> DeskCommand:
    """The command's row, where it is one of the desk's."""
    return _by_command[command]
