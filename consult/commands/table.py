"""The desk's commands in one table, in the order of the procedure: the API, the desk's buttons and its steps are made from it."""

from __future__ import annotations

import msgspec

from consult.commands import timing
from consult.commands.activity import confirming, holding
from consult.commands.activity import participants as people
from consult.commands.activity import planning as activities
from consult.commands.application import drawing, seating
from consult.commands.application import erasure as applicants
from consult.commands.catalogue import adjusting, naming, preparing
from consult.commands.comment import erasure, registration, revision, screening, submission
from consult.commands.consultation import (
    adoption,
    answering,
    archiving,
    correcting,
    drafting,
    editing,
    period,
    returning,
    supplement,
)
from consult.commands.consultation import evaluation as evaluations
from consult.commands.consultation import execution as executions
from consult.commands.desk_step import (
    ACTIVITY,
    APPLICATION,
    ASSESSMENT,
    CATALOGUE,
    COMMENT,
    CONSULTATION,
    EXPERTISE,
    GRIEVANCE,
    POINT,
    QUESTIONNAIRE,
    UNDERTAKING,
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
from consult.commands.undertaking import inspecting, reporting, setting
from consult.commands.units import asking, countersigning, dividing
from domain.access import ASKED, JOINT, UNDERTAKING_UNITS, Role
from domain.consultation.stages import Stage

TABLE: tuple[DeskStep, ...] = (
    DeskCommand("/consultations", Role.DRAFTER, "启动新的决策事项", run=drafting.start_decision),
    DeskCommand(f"{CONSULTATION}/matter", Role.DRAFTER, "确定目录事项", when=timing.drafting, run=naming.name_matter),
    DeskCommand(
        f"{CONSULTATION}/joint-divisions", Role.DRAFTER, "确定共同承办单位", when=timing.running, run=dividing.name_joint_division
    ),
    DeskCommand(
        f"{CONSULTATION}/joint-divisions/ending",
        Role.DRAFTER,
        "不再共同承办",
        when=timing.shared,
        run=dividing.end_joint_division,
    ),
    DeskCommand(
        f"{CONSULTATION}/parts",
        Role.DRAFTER,
        "分工",
        when=timing.shared_drafted,
        run=dividing.assign_parts,
    ),
    DeskCommand(
        f"{CONSULTATION}/unit-opinions", Role.DRAFTER, "征求有关单位意见", when=timing.units_may_be_asked, run=asking.ask_unit
    ),
    DeskCommand(
        f"{CONSULTATION}/unit-opinions/answer",
        Role.REVIEWER,
        "答复征求意见",
        when=timing.running,
        run=asking.answer_as_unit,
        of=ASKED,
    ),
    DeskCommand(
        f"{CONSULTATION}/unit-opinions/letters",
        Role.DRAFTER,
        "登记外单位意见",
        when=timing.letters_awaited,
        run=asking.enter_unit_answer,
        files=True,
    ),
    DeskCommand(
        f"{CONSULTATION}/unit-opinions/coordination",
        Role.DRAFTER,
        "记录协商结果",
        when=timing.opinions_to_coordinate,
        run=asking.coordinate_opinion,
    ),
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
    DeskCommand(
        f"{CONSULTATION}/countersignature",
        Role.REVIEWER,
        "会签草案",
        when=timing.countersignature_awaited,
        run=countersigning.countersign_draft,
        of=JOINT,
    ),
    DeskCommand(
        f"{CONSULTATION}/countersignature/excuse",
        Role.RELEASER,
        "说明未会签的理由",
        when=timing.countersignature_awaited,
        run=countersigning.excuse_countersignature,
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
    DeskCommand(
        f"{CONSULTATION}/activities", Role.DRAFTER, "安排参与活动", Stage.PERIOD, timing.running, run=activities.plan_activity
    ),
    DeskCommand(f"{ACTIVITY}/announcement", Role.RELEASER, "公告活动", run=activities.announce_activity),
    DeskCommand(f"{ACTIVITY}/participants", Role.DRAFTER, "邀请参加人", run=people.invite_participant),
    DeskCommand(f"{ACTIVITY}/declining", Role.DRAFTER, "登记不参加", run=people.decline_participant),
    DeskCommand(f"{ACTIVITY}/applications/closing", Role.DRAFTER, "登记报名截止", run=drawing.close_applications),
    DeskCommand(f"{ACTIVITY}/lot", Role.DRAFTER, "抽签", run=drawing.draw_lot),
    DeskCommand(f"{ACTIVITY}/applications/erasure", Role.SCREENER, "删除报名人的个人信息", run=applicants.erase_applications),
    DeskCommand(f"{APPLICATION}/declining", Role.DRAFTER, "登记放弃名额", when=timing.seated, run=seating.record_declined),
    DeskCommand(f"{APPLICATION}/invitation", Role.DRAFTER, "邀请报名人", when=timing.unseated, run=seating.invite_applicant),
    DeskCommand(
        f"{APPLICATION}/erasure", Role.SCREENER, "删除个人信息", when=timing.not_erased, run=applicants.erase_application
    ),
    DeskCommand(f"{ACTIVITY}/list", Role.RELEASER, "公布参加人名单", run=people.publish_list),
    DeskCommand(f"{ACTIVITY}/materials", Role.DRAFTER, "登记材料送达", run=people.deliver_materials),
    DeskCommand(f"{ACTIVITY}/holding", Role.REGISTRAR, "记录举行", run=holding.hold_activity),
    DeskCommand(f"{ACTIVITY}/poll", Role.REGISTRAR, "记录调查结果", run=holding.take_poll),
    DeskCommand(f"{ACTIVITY}/statements", Role.REGISTRAR, "记录发言", run=holding.record_statement),
    DeskCommand(f"{ACTIVITY}/record", Role.REGISTRAR, "完成笔录", run=holding.close_record),
    DeskCommand(f"{ACTIVITY}/codes", Role.REGISTRAR, "发放确认码", run=confirming.issue_code),
    DeskCommand(f"{ACTIVITY}/confirmations", Role.REGISTRAR, "登记笔录确认", run=confirming.confirm_record),
    DeskCommand(f"{ACTIVITY}/report", Role.RELEASER, "公布活动报告", run=holding.report_activity),
    DeskCommand(f"{ACTIVITY}/calling-off", Role.RELEASER, "取消活动", run=activities.call_off_activity),
    DeskStep(f"{CONSULTATION}/import", Role.REGISTRAR, "批量导入意见", Stage.PERIOD, timing.published),
    DeskStep(f"{CONSULTATION}/screening", Role.SCREENER, "审看意见", Stage.ANSWERS, timing.published, of=UNDERTAKING_UNITS),
    DeskCommand(
        f"{COMMENT}/publication",
        Role.SCREENER,
        "公开意见",
        when=timing.awaiting_with_words,
        run=screening.publish_comment,
        of=UNDERTAKING_UNITS,
    ),
    DeskCommand(
        f"{COMMENT}/redaction",
        Role.SCREENER,
        "遮盖部分文字后公开",
        when=timing.awaiting_with_words,
        run=screening.redact_comment,
        of=UNDERTAKING_UNITS,
    ),
    DeskCommand(
        f"{COMMENT}/withholding",
        Role.SCREENER,
        "不予公开",
        when=timing.awaiting,
        run=screening.withhold_comment,
        of=UNDERTAKING_UNITS,
    ),
    DeskCommand(f"{COMMENT}/referral", Role.SCREENER, "登记为信访事项转办", when=timing.referrable, run=grievances.refer_comment),
    DeskCommand(
        f"{COMMENT}/grievance", Role.SCREENER, "另行登记其中的信访事项", when=timing.with_words, run=grievances.register_beside
    ),
    DeskCommand(
        f"{COMMENT}/appeal-decision",
        Role.SCREENER,
        "决定复核申请",
        when=timing.appealed,
        run=screening.decide_appeal,
        of=UNDERTAKING_UNITS,
    ),
    DeskCommand(
        f"{COMMENT}/revision",
        Role.SCREENER,
        "更正审看结果",
        when=timing.revisable,
        run=revision.revise_screening,
        of=UNDERTAKING_UNITS,
    ),
    DeskCommand(
        f"{COMMENT}/second-look",
        Role.SCREENER,
        "请同事复看",
        when=timing.unasked,
        run=revision.ask_second_look,
        of=UNDERTAKING_UNITS,
    ),
    DeskCommand(
        f"{COMMENT}/confirmation",
        Role.SCREENER,
        "维持审看结果",
        when=timing.asked_again,
        run=revision.confirm_screening,
        of=UNDERTAKING_UNITS,
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
        f"{CONSULTATION}/points",
        Role.ANSWERER,
        "归纳要点和答复",
        Stage.ANSWERS,
        timing.published,
        run=points.make_point,
        of=UNDERTAKING_UNITS,
    ),
    DeskCommand(
        f"{CONSULTATION}/answer-delays", Role.RELEASER, "延期反馈", Stage.ANSWERS, timing.period_closed, run=period.delay_answer
    ),
    DeskCommand(f"{POINT}/wording", Role.ANSWERER, "修改要点", run=points.reword_point, of=UNDERTAKING_UNITS),
    DeskCommand(f"{POINT}/comments", Role.ANSWERER, "归入已有要点", run=points.gather_comments, of=UNDERTAKING_UNITS),
    DeskCommand(f"{POINT}/releases", Role.ANSWERER, "移出本要点", run=points.release_comments, of=UNDERTAKING_UNITS),
    DeskCommand(f"{POINT}/split", Role.ANSWERER, "分出新要点", run=regrouping.split_point, of=UNDERTAKING_UNITS),
    DeskCommand(f"{POINT}/moves", Role.ANSWERER, "移到另一要点", run=regrouping.move_comments, of=UNDERTAKING_UNITS),
    DeskCommand(f"{POINT}/merging", Role.ANSWERER, "并入另一要点", run=regrouping.merge_point, of=UNDERTAKING_UNITS),
    DeskCommand(f"{POINT}/disposition", Role.ANSWERER, "起草答复", run=points.draft_disposition, of=UNDERTAKING_UNITS),
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
    DeskStep(f"{CONSULTATION}/undertakings", Role.RELEASER, "执行任务", when=timing.adopted),
    DeskCommand(
        f"{CONSULTATION}/undertakings",
        Role.RELEASER,
        "明确执行任务",
        None,
        timing.executing,
        "/undertakings/new",
        run=setting.set_undertaking,
    ),
    DeskCommand(f"{UNDERTAKING}/changes", Role.RELEASER, "调整任务", when=timing.task_open, run=setting.change_undertaking),
    DeskCommand(f"{UNDERTAKING}/progress", Role.DRAFTER, "报告执行情况", when=timing.task_open, run=reporting.report_progress),
    DeskCommand(f"{UNDERTAKING}/problems", Role.DRAFTER, "报告执行中的问题", when=timing.task_open, run=reporting.report_problem),
    DeskCommand(
        f"{UNDERTAKING}/completion",
        Role.DRAFTER,
        "报告任务完成",
        when=timing.task_open,
        run=reporting.complete_undertaking,
        files=True,
    ),
    DeskCommand(f"{UNDERTAKING}/inspections", Role.REVIEWER, "登记督促检查", run=inspecting.inspect_execution),
    DeskCommand(
        f"{UNDERTAKING}/rectifications",
        Role.DRAFTER,
        "报告整改完成",
        when=timing.findings_open,
        run=inspecting.rectify_findings,
        files=True,
    ),
    DeskCommand(
        f"{CONSULTATION}/suspension", Role.RELEASER, "中止执行", when=timing.unsuspended, run=executions.suspend_execution
    ),
    DeskCommand(f"{CONSULTATION}/resumption", Role.RELEASER, "恢复执行", when=timing.suspended, run=executions.resume_execution),
    DeskCommand(
        f"{CONSULTATION}/termination", Role.RELEASER, "停止执行", when=timing.executing, run=executions.terminate_execution
    ),
    DeskCommand(
        f"{CONSULTATION}/later-decisions",
        Role.RELEASER,
        "关联调整或者听取意见的决策",
        when=timing.adopted,
        run=executions.link_later_decision,
    ),
    DeskCommand(
        f"{CONSULTATION}/evaluation", Role.RELEASER, "启动后评估", when=timing.evaluable, run=evaluations.start_evaluation
    ),
    DeskCommand(
        f"{CONSULTATION}/evaluation/report",
        Role.RELEASER,
        "登记后评估结果",
        when=timing.evaluating,
        run=evaluations.report_evaluation,
        files=True,
    ),
    DeskCommand(
        f"{CONSULTATION}/corrections", Role.RELEASER, "更正已公布的内容", when=timing.published, run=correcting.make_correction
    ),
    DeskCommand(
        f"{CONSULTATION}/hand-over",
        Role.RELEASER,
        "移交",
        when=timing.not_ended,
        run=dividing.hand_over_decision,
    ),
    DeskCommand(f"{CONSULTATION}/ending", Role.RELEASER, "终止决策", when=timing.running, run=period.end_decision),
    DeskCommand(f"{CONSULTATION}/archive", Role.RELEASER, "归档", when=timing.over, run=archiving.archive_records),
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
