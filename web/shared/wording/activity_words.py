"""Words of participation activities 参与活动, in the source language."""

from __future__ import annotations

from domain.enumerations import (
    ActivityForm,
    ActivityKind,
    ActivityStatus,
    Confirmation,
    Delivery,
    PollMaker,
    PollMethod,
    Selection,
    Side,
)

ACTIVITY_EVENTS = {
    "activity-planned.v1": "安排参与活动",
    "activity-announced.v1": "公告参与活动",
    "applications-closed.v1": "报名截止",
    "lot-drawn.v1": "抽签",
    "participant-invited.v1": "邀请参加人",
    "participant-declined.v1": "参加人不参加",
    "participant-list-published.v1": "公布参加人名单",
    "materials-delivered.v1": "材料送达参加人",
    "activity-held.v1": "举行参与活动",
    "poll-taken.v1": "记录民意调查结果",
    "activity-record-closed.v1": "完成笔录",
    "confirmation-code-issued.v1": "发放笔录确认码",
    "record-confirmed.v1": "参加人确认笔录",
    "activity-reported.v1": "公布活动报告",
    "activity-called-off.v1": "取消参与活动",
    "participation-reported.v1": "参与活动完成",
}
ACTIVITY_DONE = {
    "plan_activity": "活动已安排。",
    "announce_activity": "活动已公告。",
    "call_off_activity": "活动已取消。",
    "invite_participant": "参加人已列入。",
    "decline_participant": "已登记不参加，名额空出。",
    "publish_list": "参加人名单已公布。",
    "deliver_materials": "材料送达已登记。",
    "hold_activity": "活动已开始，可以记录发言。",
    "take_poll": "调查结果已记录。",
    "record_statement": "发言已记录。",
    "close_record": "笔录已完成，请参加人确认。",
    "issue_code": "确认码已发放。",
    "confirm_record": "笔录确认已登记。",
    "report_activity": "活动报告已公布。",
}
ACTIVITY_FILE = {
    "activity_began": "举行时间",
    "activity_attended": "到场的参加人",
    "activity_observers": "旁听",
    "activity_reason": "理由",
    "activity_by_point": "随意见要点答复",
    "poll_question": "问题",
    "poll_answer": "答案",
    "poll_count": "人数",
}
"""In the file for the deliberation."""
ACTIVITY_WORDS: dict[str, dict[str, str]] = {
    "activity_kind": {
        ActivityKind.HEARING: "听证会",
        ActivityKind.SYMPOSIUM: "座谈会",
        ActivityKind.ENTERPRISE_FORUM: "企业座谈会",
        ActivityKind.VISIT: "实地走访",
        ActivityKind.OPINION_POLL: "民意调查",
        ActivityKind.CONSULTATION: "咨询协商",
        ActivityKind.MEDIA: "媒体沟通",
        ActivityKind.OPEN_MEETING: "列席会议",
    },
    "activity_form": {ActivityForm.ON_SITE: "现场", ActivityForm.ONLINE: "网络", ActivityForm.BOTH: "现场和网络"},
    "activity_status": {
        ActivityStatus.ANNOUNCED: "已公告",
        ActivityStatus.LISTED: "已公布参加人名单",
        ActivityStatus.HELD: "正在举行",
        ActivityStatus.RECORDED: "已举行",
        ActivityStatus.REPORTED: "已公布报告",
        ActivityStatus.CALLED_OFF: "已取消",
    },
    "side": {
        Side.RESIDENT: "居民、消费者代表",
        Side.OPERATOR: "企业、经营者代表",
        Side.ASSOCIATION: "行业协会、商会代表",
        Side.ORGANISATION: "群团组织、社会组织代表",
        Side.EXPERT: "专家",
        Side.DEPUTY: "人大代表、政协委员",
        Side.MEDIA: "媒体",
        Side.OTHER: "其他方面代表",
    },
    "selection": {Selection.LOT: "公开报名、抽签", Selection.INVITATION: "邀请"},
    "delivery": {
        Delivery.HANDED: "当面送交",
        Delivery.POST: "邮寄",
        Delivery.EMAIL: "电子邮件",
        Delivery.PHONE_MESSAGE: "短信或者即时通信",
    },
    "confirmation": {
        Confirmation.PAPER: "已签字",
        Confirmation.LINK: "凭确认码确认",
        Confirmation.REFUSED: "拒绝签字",
    },
    "poll_maker": {PollMaker.UNDERTAKING: "决策承办单位", PollMaker.THIRD_PARTY: "无利害关系的第三方"},
    "poll_method": {
        PollMethod.PHONE: "电话",
        PollMethod.HOUSEHOLD: "入户",
        PollMethod.STREET: "街头访问",
        PollMethod.ONLINE: "网络",
        PollMethod.POST: "邮寄问卷",
    },
}
