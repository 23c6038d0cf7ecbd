"""Words of questionnaires 问卷调查, in the source language."""

from __future__ import annotations

from domain.enumerations import QuestionKind

QUESTIONNAIRE_EVENTS = {
    "questionnaire-drafted.v1": "起草问卷",
    "questionnaire-opened.v1": "发布问卷",
    "questionnaire-withdrawn.v1": "撤回问卷",
    "questionnaire-closed.v1": "问卷截止",
    "responses-counted.v1": "公开并统计答卷",
    "questionnaire-figures-published.v1": "公布问卷统计结果",
    "response-submitted.v1": "提交答卷",
    "response-erasure-requested.v1": "登记答卷文字的删除申请",
    "response-erased.v1": "删除答卷文字",
}
QUESTIONNAIRE_DONE = {
    "start_questionnaire": "问卷已保存，请逐题编写。",
    "change_heading": "标题和说明已保存。",
    "write_question": "题目已保存。",
    "remove_question": "题目已删除。",
    "open_questionnaire": "问卷已发布。",
    "withdraw_questionnaire": "问卷已撤回。",
    "publish_figures": "统计结果已公布。",
    "request_response_erasure": "删除申请已登记，由另一位工作人员办理。",
    "erase_response": "答卷的文字已删除。",
}
QUESTIONNAIRE_WORDS: dict[str, dict[str, str]] = {
    "question_kind": {
        QuestionKind.SINGLE: "单选题",
        QuestionKind.SEVERAL: "多选题",
        QuestionKind.SCALE: "量表题",
        QuestionKind.TEXT: "简答题",
    },
}
