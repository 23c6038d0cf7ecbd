"""Words of applications to attend 报名, in the source language."""

from __future__ import annotations

from domain.enumerations import ApplicationStatus, ErasureCause

APPLICATION_EVENTS = {
    "application-submitted.v1": "提交报名",
    "application-withdrawn.v1": "撤回报名",
    "application-admitted.v1": "取得名额",
    "application-invited.v1": "邀请报名人",
    "application-declined.v1": "放弃名额",
    "application-listed.v1": "列入参加人名单",
    "application-erased.v1": "删除报名人的个人信息",
    "participant-moved-up.v1": "参加人递补",
}
APPLICATION_DONE = {
    "close_applications": "报名截止已登记。",
    "draw_lot": "已经抽签，排序和种子已公布。",
    "record_declined": "已登记放弃，名额由下一位递补。",
    "invite_applicant": "已邀请，理由已公布。",
    "erase_application": "个人信息已删除，不能恢复。",
    "erase_applications": "个人信息已删除，不能恢复；还有的，请再办理一次。",
}
APPLICATION_WORDS: dict[str, dict[str, str]] = {
    "application_status": {
        ApplicationStatus.WAITING: "等候",
        ApplicationStatus.ADMITTED: "取得名额",
        ApplicationStatus.INVITED: "受邀参加",
        ApplicationStatus.DECLINED: "放弃名额",
        ApplicationStatus.WITHDRAWN: "已撤回",
    },
    "erasure_cause": {ErasureCause.REQUESTED: "本人申请", ErasureCause.ACTIVITY_OVER: "活动已经结束"},
}
