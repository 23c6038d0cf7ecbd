"""Words of reminders in both languages, for the letter and for the page."""

from __future__ import annotations

from datetime import date, datetime, time

from consult.reminders.reminders import Reminder
from consult.staff.register import Language
from consult.staff.reminder_kinds import ReminderKind
from domain.calendar import SHANGHAI, last_day
from domain.enumerations import Returnable
from domain.text import display_text

KINDS: dict[Language, dict[ReminderKind, str]] = {
    "zh": {
        ReminderKind.OVERDUE: "意见反馈已逾期",
        ReminderKind.ANSWER_DUE: "意见反馈期限临近",
        ReminderKind.CLOSING: "征求意见即将截止",
        ReminderKind.RETURNED: "退回修改",
        ReminderKind.APPEALS: "复核申请待决定",
        ReminderKind.TASK_OVERDUE: "执行任务或者整改已逾期",
        ReminderKind.TASK_DUE: "执行任务或者整改期限临近",
        ReminderKind.UNIT_DUE: "征求单位意见的期限",
        ReminderKind.GRIEVANCE: "信访事项告知期限临近或者已过",
    },
    "en": {
        ReminderKind.OVERDUE: "Feedback overdue",
        ReminderKind.ANSWER_DUE: "Feedback due soon",
        ReminderKind.CLOSING: "Period about to close",
        ReminderKind.RETURNED: "Returned for changes",
        ReminderKind.APPEALS: "Appeals to be decided",
        ReminderKind.TASK_OVERDUE: "Task or rectification overdue",
        ReminderKind.TASK_DUE: "Task or rectification due soon",
        ReminderKind.UNIT_DUE: "Opinions of other units due",
        ReminderKind.GRIEVANCE: "Grievances due or overdue",
    },
}
WHEN: dict[Language, dict[ReminderKind, str]] = {
    "zh": {
        ReminderKind.OVERDUE: "（每个工作日，直到公布）",
        ReminderKind.ANSWER_DUE: "（提前7天和1天）",
        ReminderKind.CLOSING: "（前一个工作日）",
        ReminderKind.RETURNED: "（每个工作日，直到重新提交）",
        ReminderKind.APPEALS: "（每个工作日，直到决定）",
        ReminderKind.TASK_OVERDUE: "（每个工作日，直到完成）",
        ReminderKind.TASK_DUE: "（提前7天和1天）",
        ReminderKind.UNIT_DUE: "（提前1天，逾期后每个工作日）",
        ReminderKind.GRIEVANCE: "（提前7天和1天，逾期后每个工作日）",
    },
    "en": {
        ReminderKind.OVERDUE: " (each working day until it is published)",
        ReminderKind.ANSWER_DUE: " (7 days and 1 day before)",
        ReminderKind.CLOSING: " (the working day before)",
        ReminderKind.RETURNED: " (each working day until it is submitted again)",
        ReminderKind.APPEALS: " (each working day until they are decided)",
        ReminderKind.TASK_OVERDUE: " (each working day until it is done)",
        ReminderKind.TASK_DUE: " (7 days and 1 day before)",
        ReminderKind.UNIT_DUE: " (1 day before, and each working day after)",
        ReminderKind.GRIEVANCE: " (7 days and 1 day before, each working day once overdue)",
    },
}
SENTENCES: dict[Language, dict[ReminderKind, str]] = {
    "zh": {
        ReminderKind.OVERDUE: "应于{due}前公布意见反馈，已逾期{days}天",
        ReminderKind.ANSWER_DUE: "应于{due}前公布意见反馈，还有{days}天",
        ReminderKind.CLOSING: "征求意见{due}截止",
        ReminderKind.RETURNED: "{what}于{due}被退回修改",
        ReminderKind.APPEALS: "{count}件复核申请待决定",
        ReminderKind.TASK_OVERDUE: "任务{count}（完成或者整改）应于{due}前办理，已逾期{days}天",
        ReminderKind.TASK_DUE: "任务{count}（完成或者整改）应于{due}前办理，还有{days}天",
        ReminderKind.UNIT_DUE: "有关单位应于{due}前答复",
        ReminderKind.GRIEVANCE: "{count}件信访事项没有告知本人向哪里提出，最早的应于{due}前告知",
    },
    "en": {
        ReminderKind.OVERDUE: "feedback was due by {due}; days overdue: {days}",
        ReminderKind.ANSWER_DUE: "feedback is due by {due}; days left: {days}",
        ReminderKind.CLOSING: "the period closes at {due}",
        ReminderKind.RETURNED: "{what} returned for changes on {due}",
        ReminderKind.APPEALS: "appeals to be decided: {count}",
        ReminderKind.TASK_OVERDUE: "task {count} (completion or rectification) was due by {due}; days overdue: {days}",
        ReminderKind.TASK_DUE: "task {count} (completion or rectification) is due by {due}; days left: {days}",
        ReminderKind.UNIT_DUE: "another unit was asked to answer by {due}",
        ReminderKind.GRIEVANCE: "grievances of which nobody was told yet: {count}, the first due by {due}",
    },
}
RETURNED: dict[Language, dict[Returnable, str]] = {
    "zh": {
        Returnable.DRAFT: "草案",
        Returnable.FEEDBACK: "意见反馈",
        Returnable.SUPPLEMENT: "补充反馈",
        Returnable.ADOPTION: "公布文本",
    },
    "en": {
        Returnable.DRAFT: "draft",
        Returnable.FEEDBACK: "feedback",
        Returnable.SUPPLEMENT: "supplement",
        Returnable.ADOPTION: "adoption notice",
    },
}
UNPUBLISHED: dict[Language, str] = {"zh": "（未发布）", "en": "(unpublished)"}


def described_kinds(language: Language) -> list[tuple[ReminderKind, str]]:
    """Each kind, and when one is reminded of it."""
    return [(kind, words + WHEN[language][kind]) for kind, words in KINDS[language].items()]


def sentence(reminder: Reminder, language: Language) -> str:
    """What, and until when."""
    return SENTENCES[language][reminder.kind].format(
        due=_due_words(reminder.due),
        days=reminder.days,
        count=reminder.count,
        what=RETURNED[language][reminder.what] if reminder.what else "",
    )


def name_of(reminder: Reminder, language: Language) -> str:
    """Number and title of the decision."""
    return f"{reminder.number or UNPUBLISHED[language]} {display_text(reminder.title)}"


def _due_words(due: date | datetime | None) -> str:
    """A day, or an exclusive end in Beijing: midnight is 24:00 of the day before."""
    if not isinstance(due, datetime):
        return f"{due}" if due else ""
    local = due.astimezone(SHANGHAI)
    return f"{last_day(due)} 24:00" if local.time() == time.min else f"{local:%Y-%m-%d %H:%M}"
