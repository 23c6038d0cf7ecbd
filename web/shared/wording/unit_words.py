"""Words of other units of a decision, in the source language; `web.shared.wording.words` has them with all others."""

from __future__ import annotations

from domain.enumerations import Coordination, UnitPosition

UNIT_EVENTS = {
    "joint-division-named.v1": "确定共同承办单位",
    "joint-division-ended.v1": "不再共同承办",
    "parts-assigned.v1": "承办单位分工",
    "unit-asked.v1": "征求有关单位意见",
    "unit-answered.v1": "有关单位答复",
    "unit-opinion-coordinated.v1": "与有关单位协商",
    "draft-countersigned.v1": "共同承办单位会签",
    "countersignature-excused.v1": "说明未会签的理由",
    "decision-handed-over.v1": "移交",
}
UNIT_DONE = {
    "name_joint_division": "共同承办单位已确定。",
    "end_joint_division": "已不再共同承办，分工交回牵头单位。",
    "assign_parts": "分工已保存。",
    "ask_unit": "已发出，等待答复。",
    "answer_as_unit": "已答复。",
    "enter_unit_answer": "外单位的意见已登记。",
    "coordinate_opinion": "协商结果已记录。",
    "countersign_draft": "已会签。",
    "excuse_countersignature": "未会签的理由已记录。",
    "hand_over_decision": "已移交。",
}
UNIT_WORDS: dict[str, dict[str, str]] = {
    "unit_position": {
        UnitPosition.AGREE: "同意",
        UnitPosition.SUGGEST: "原则同意，有修改建议",
        UnitPosition.DISAGREE: "不同意",
    },
    "coordination": {
        Coordination.AGREED: "取得一致意见",
        Coordination.NOT_AGREED: "不能取得一致意见",
    },
}
UNIT_FILE = {
    "unit": "单位",
    "asked_on": "征求日期",
    "unit_due_on": "反馈期限",
    "unit_answer": "答复",
    "coordination": "协商情况",
    "unanswered": "未答复",
    "late_answer": "逾期答复",
    "question": "争议的主要问题",
    "unit_view": "有关单位的意见",
    "own_view": "承办单位的意见",
    "reasons": "承办单位的理由",
    "dispute_basis": "承办单位的依据",
}
