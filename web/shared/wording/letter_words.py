"""Words for the letters to people who commented, and for what became of them."""

from __future__ import annotations

from consult.telling.letters import Kind

LETTER_WORDS: dict[str, dict[str, str]] = {
    "letter": {
        Kind.CONFIRMATION: "请确认电子邮件地址",
        Kind.ANSWERED: "意见已经答复",
        Kind.SUPPLEMENT: "补充反馈答复了意见",
        Kind.SUPERSEDED: "答复已经更新",
        Kind.WITHHELD: "意见不予公开",
        Kind.REDACTED: "意见遮盖后公开",
        Kind.SHOWN: "意见改为全文公开",
        Kind.UPHELD: "复核决定：维持原来的决定",
        Kind.OVERTURNED: "复核决定：改为公开",
        Kind.REFERRED: "意见作为信访事项转办",
        Kind.REOPENED: "认定属于意见，恢复审看",
        Kind.ADOPTED: "决策已经公布",
        Kind.ENDED: "决策已经终止",
        Kind.ERASED: "删除已经办理",
    },
    "letter_state": {
        "waiting": "等待寄出",
        "failing": "暂时没有寄出，会再试",
        "taken": "邮件服务器已经收下",
        "refused": "邮件服务器拒收",
        "given-up": "多次没有寄出，不再尝试",
        "dropped": "寄出之前已经停止",
    },
}
