"""Why something about a participation activity is refused.

Refusal
├── ConsultationNotOpenYet, ActivityOver, StepNotOfKind
├── AlreadyAnnounced, NotAnnounced, AnnouncedTooLate, ApplicationsEndTooLate, ApplicationsEndMissing
├── QuotaTwice, QuotasMissing, InterestedTooFew, SeatsNotAnnounced, SeatsTaken, DrawnByLot
├── ParticipantUnknown, NobodyListed, ApplicationsStillOpen, ListMissing, ListTooLate, ListOutdated
├── MaterialsTooLate, MaterialsMissing, AlreadyDelivered
├── AlreadyHeld, HeldTooEarly, NotHeld, NobodyAttended, PresenterMissing, NotAttended
├── RecordStillOpen, RecordIsClosed, AlreadyConfirmed, CodeRefused, RecordUnconfirmed
└── ViewsMissing, ViewUndecided, PollFiguresUnclear
"""

from __future__ import annotations

from domain.refusals import Refusal

PARTICIPATION = "《重大行政决策程序暂行条例》第十四条"
HEARING = "《重大行政决策程序暂行条例》第十六条"
ORDER = "《重大行政决策程序暂行条例》第十七条"
VIEWS = "《重大行政决策程序暂行条例》第十八条"
SHARE = "《山东省重大行政决策公众参与工作办法》（2025年10月1日起施行）"


class ConsultationNotOpenYet(Refusal):
    """An activity is announced, or held, once draft and explanation are public ([713] art. 16)."""

    message = "决策草案及其说明还没有公布，请先发布征求意见公告。"
    article = HEARING


class ActivityOver(Refusal):
    """What is reported or called off stands as it is; another activity may be planned."""

    message = "这次活动已经提交报告或者取消，不能再改动。"


class StepNotOfKind(Refusal):
    """Each kind of activity has its own steps (`domain.activity.kinds`)."""

    message = "这类活动没有这个步骤。"


class AlreadyAnnounced(Refusal):
    """What was announced stands as it was announced; an activity that cannot be held so is called off, and planned anew."""

    message = "这次活动已经公告，公告内容不能更改；确需变更的，请取消后重新安排。"


class NotAnnounced(Refusal):
    """Time, place and how participants are chosen are announced before anything else ([713] art. 16)."""

    message = "请先公告活动的时间、地点和参加人遴选办法。"
    article = HEARING


class AnnouncedTooLate(Refusal):
    """Between the announcement and the day of a hearing lie as many days as the rules ask for."""

    message = "公告之日到举行之日至少间隔{days}日，最早可以在{earliest}举行。"
    article = HEARING
    status = 422


class ApplicationsEndTooLate(Refusal):
    """Applications end after the announcement, and before the list of participants is due."""

    message = "报名截止时间应当在公告之后、{latest}之前。"
    article = HEARING
    status = 422


class ApplicationsEndMissing(Refusal):
    """Where seats are drawn by lot, it is announced until when people may apply ([713] art. 16)."""

    message = "有抽签产生的名额，请写明报名截止时间。"
    article = HEARING
    status = 422


class QuotaTwice(Refusal):
    """Seats are announced once for each side, at least one."""

    message = "每类代表的名额写一行，名额至少1个，同一类不能重复。"
    status = 422


class QuotasMissing(Refusal):
    """How many seats each side has is announced before participants are chosen ([713] art. 16)."""

    message = "请写明各类代表的名额和遴选办法。"
    article = HEARING
    status = 422


class InterestedTooFew(Refusal):
    """Representatives of interested parties are at least half of a hearing's participants (Shandong, from 2025-10-01)."""

    message = "利害关系人代表一般不少于参加人的二分之一：现有{interested}名，参加人共{all}名。"
    article = SHARE


class SeatsNotAnnounced(Refusal):
    """Participants come from the sides for which seats were announced ([713] art. 16)."""

    message = "公告中没有这类代表的名额。"
    article = HEARING
    status = 422


class SeatsTaken(Refusal):
    """No more participants of one side than seats were announced."""

    message = "这类代表的{seats}个名额已满。"
    article = HEARING


class DrawnByLot(Refusal):
    """Seats that were announced to be drawn by lot are not given by invitation ([713] art. 16: fair and open)."""

    message = "这类代表的名额公告由抽签产生，不能邀请。"
    article = HEARING


class ParticipantUnknown(Refusal):
    """Participants are those who were invited or drawn, and have not declined."""

    message = "没有这位参加人，请从列出的参加人中选择。"
    status = 422


class NobodyListed(Refusal):
    """A list of participants has somebody on it."""

    message = "还没有参加人，不能公布名单。"


class ApplicationsStillOpen(Refusal):
    """The list of participants is published, and the activity held, once applications are closed and the lot is drawn."""

    message = "报名尚未截止或者尚未抽签，不能公布名单，也不能举行。"
    article = HEARING


class ListMissing(Refusal):
    """The list of participants is published before the hearing ([713] art. 16)."""

    message = "参加人名单还没有公布，不能举行。"
    article = HEARING


class ListTooLate(Refusal):
    """The list stood in public for as many days before the day of the hearing as the rules ask for."""

    message = "参加人名单应当在举行之日{days}日前公布，最后一天是{latest}。"
    article = HEARING


class ListOutdated(Refusal):
    """The list names all who take part: who came later, or will not come, is published before the hearing."""

    message = "参加人有变动，请重新公布名单。"
    article = HEARING


class MaterialsTooLate(Refusal):
    """Materials reach every participant at least seven days before the hearing ([713] art. 16); nobody can shorten that."""

    message = "听证会材料应当于召开听证会7日前送达，最后一天是{latest}。"
    article = HEARING
    status = 422


class MaterialsMissing(Refusal):
    """A hearing is held once every participant has had the materials for seven days ([713] art. 16)."""

    message = "还有{count}名参加人没有收到材料，不能举行。"
    article = HEARING


class AlreadyDelivered(Refusal):
    """That materials reached a participant is recorded once."""

    message = "这位参加人已经登记送达。"


class AlreadyHeld(Refusal):
    """What has been held can be neither prepared further nor called off."""

    message = "这次活动已经举行。"


class HeldTooEarly(Refusal):
    """An activity is held at the time that was announced, not before it."""

    message = "公告的举行时间是{announced}，不能提前举行。"
    article = HEARING


class NotHeld(Refusal):
    """Statements are taken down, and reports made, of what has been held."""

    message = "这次活动还没有举行。"


class NobodyAttended(Refusal):
    """Whoever is said to have attended is a participant, and somebody came."""

    message = "请勾选到场的参加人。"
    status = 422


class PresenterMissing(Refusal):
    """A hearing begins with the undertaking unit, which presents draft, grounds and situation ([713] art. 17)."""

    message = "请写明介绍决策草案的陈述人。"
    article = ORDER
    status = 422


class NotAttended(Refusal):
    """The record is confirmed by those who were there."""

    message = "这位参加人没有到场，不需要确认笔录。"
    article = ORDER


class RecordStillOpen(Refusal):
    """Participants confirm a record that is complete ([713] art. 17)."""

    message = "笔录还没有完成，请先完成笔录。"
    article = ORDER


class RecordIsClosed(Refusal):
    """What was confirmed is not added to: statements are taken down until the record is closed."""

    message = "笔录已经完成，不能再补录发言。"
    article = ORDER


class AlreadyConfirmed(Refusal):
    """A participant confirms or refuses the record once."""

    message = "这位参加人的笔录确认已经登记，确认码只能使用一次，不能重复确认。"
    article = ORDER


class CodeRefused(Refusal):
    """A code confirms the record of its participant, once, and of nobody else."""

    message = "确认码不正确。请核对记录人交给您的确认码。"
    status = 403


class RecordUnconfirmed(Refusal):
    """The report comes once everybody who attended has confirmed the record, or his refusal is noted ([713] art. 17)."""

    message = "还有{count}名到场的参加人没有确认笔录。拒绝签字的，请注明。"
    article = ORDER


class ViewsMissing(Refusal):
    """A report names the main views, each with what became of it ([713] art. 18)."""

    message = "请至少写明一条主要意见及其处理情况。"
    article = VIEWS
    status = 422


class ViewUndecided(Refusal):
    """Each main view has its disposition with a reason, or names the point under which it is answered ([713] art. 18)."""

    message = "第{number}条主要意见请写明处理情况和理由，或者指明已经答复它的意见要点。"
    article = VIEWS
    status = 422


class PollFiguresUnclear(Refusal):
    """Figures of a poll agree with each other: no more answered than were asked, and it ended after it began, not in future."""

    message = "调查的起止日期或者数字不一致，请核对。"
    status = 422
