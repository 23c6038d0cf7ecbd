"""Words of the catalogue of decision matters, in the source language; `web.shared.wording.words` has them with all others."""

from __future__ import annotations

from domain.enumerations import AdjustmentKind

CATALOGUE_WORDS: dict[str, dict[str, str]] = {
    "matter_state": {
        "not_begun": "尚未启动公开程序",
        AdjustmentKind.REMOVED: "已移出",
        AdjustmentKind.CARRIED_OVER: "已结转下一年度",
    },
    "adjustment": {
        AdjustmentKind.ADDED: "增加",
        AdjustmentKind.CHANGED: "变更",
        AdjustmentKind.REMOVED: "移出",
        AdjustmentKind.CARRIED_OVER: "结转下一年度",
    },
    "matter_part": {
        "title": "事项名称",
        "undertaker": "承办单位",
        "planned": "计划完成时间",
        "matter_kind": "事项类别",
        "basis": "依据或者列入理由",
        "foreseen": "拟履行的程序",
        "carried_from": "上年度结转",
    },
    "foreseen": {"hearing": "听证", "experts": "专家论证", "risk": "风险评估"},
    "catalogue_column": {
        "number": "序号",
        "title": "事项名称",
        "undertaker": "承办单位",
        "planned": "计划完成时间",
        "matter_kind": "事项类别",
        "basis": "依据或者列入理由",
        "foreseen": "拟履行的程序",
        "state": "进展",
        "decision": "决策事项编号",
        "reason": "调整理由",
        "of_year": "{year}年度重大行政决策事项目录",
        "published": "公布",
        "adjustments": "目录调整",
        "adjustment": "第{n}次调整",
        "at": "调整时间",
        "kind": "调整方式",
    },
}
CATALOGUE_EVENTS = {
    "catalogue-prepared.v1": "拟订目录",
    "catalogue-submitted.v1": "报送目录",
    "catalogue-published.v1": "公布目录",
    "adjustment-prepared.v1": "拟订目录调整",
    "catalogue-adjusted.v1": "调整目录",
    "matter-linked.v1": "关联决策",
    "matter-named.v1": "对应目录事项",
}
CATALOGUE_DONE = {
    "name_matter": "目录事项已确定，随征求意见公告公开。",
    "enter_matter": "事项已保存。",
    "strike_matter": "事项已删去，其后的序号前移。",
    "submit_catalogue": "目录已报送，等待他人公布。",
    "publish_catalogue": "目录已公布。",
    "prepare_change": "调整已拟订，等待他人公布。",
    "drop_change": "拟订的调整已撤销。",
    "adjust_catalogue": "调整和理由已公布。",
}
