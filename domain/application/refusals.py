"""Why something about an application to attend, or about the lot, is refused.

Refusal
├── ApplicationBeforeAnnouncement, ApplicationAfterDeadline, ActivityOff, NoApplicationsTaken, SideByInvitation
├── AppliedBefore, ObserverSeatsTaken, ContactMissing
├── DeadlineNotReached, ApplicationsClosedBefore, NoLotAnnounced, LotBeforeClose, DrawnBefore, SecretNotCommitted, StampMissing
├── NotWaiting, NoSeatHeld, TookPlace
└── ErasureTooEarly, ApplicationErasedBefore
(seats: domain.activity.refusals; what is wrong with a text or a contact: domain.text, domain.comment.refusals)
"""

from __future__ import annotations

from domain.refusals import Refusal

HEARING = "《重大行政决策程序暂行条例》第十六条"


class ApplicationBeforeAnnouncement(Refusal):
    """Nobody applies before the activity is announced ([713] art. 16)."""

    message = "活动还没有公告，不能报名。"
    article = HEARING


class ApplicationAfterDeadline(Refusal):
    """Applications are taken until the time announced, exclusive, and before they are closed."""

    message = "报名已经截止，截止时间：{until}。"
    article = HEARING


class ActivityOff(Refusal):
    """To an activity that is called off nobody applies, and nothing is drawn for it."""

    message = "活动已经取消，不再报名和抽签。"
    title = "活动已经取消"


class NoApplicationsTaken(Refusal):
    """An activity whose participants are all invited takes no applications."""

    message = "这次活动不接受报名，参加人由主办单位邀请。"


class SideByInvitation(Refusal):
    """For a side that is filled by invitation nobody applies."""

    message = "这一类别的参加人由主办单位邀请，不接受报名，请选择其他类别。"
    status = 422


class AppliedBefore(Refusal):
    """One person applies once to an activity; he is known by his address or telephone number."""

    message = "这个电子邮箱或者电话已经报过名。每人报名一次；要改的，凭查询码撤回原来的报名，再重新提交。"


class ObserverSeatsTaken(Refusal):
    """Where observers are taken in the order they apply, nobody is taken once the seats are gone."""

    message = "旁听席共{seats}个，已经报满。"


class ContactMissing(Refusal):
    """Who applies can be reached: by e-mail or telephone."""

    message = "请填写电子邮箱或者电话，以便通知您是否参加。"
    status = 422


class DeadlineNotReached(Refusal):
    """Applications are closed when the time announced has come, not before."""

    message = "报名还没有截止，截止时间：{until}。"


class ApplicationsClosedBefore(Refusal):
    """Applications are closed once."""

    message = "报名已经截止登记，不需要再办理。"


class NoLotAnnounced(Refusal):
    """Drawn by lot is what was announced so ([713] art. 16: the method is published in advance)."""

    message = "公告没有规定抽签，不能抽签。"
    article = HEARING


class LotBeforeClose(Refusal):
    """The lot is drawn after the applications are closed: their closing entry gives half of the seed."""

    message = "报名截止登记以后才能抽签。"


class DrawnBefore(Refusal):
    """The lot is drawn once."""

    message = "已经抽签，不能再抽。"


class SecretNotCommitted(Refusal):
    """The lot is drawn with the secret whose commitment was announced, and with no other seed than it gives."""

    message = "抽签的密值与公告的承诺值不符，不能抽签。"


class StampMissing(Refusal):
    """Where time stamps of an outside authority are configured, the lot waits for the one over the closing entry."""

    message = "正在等待时间戳服务机构为报名截止以后的公开日志加盖时间戳（每天至少一次），请稍后再抽签。"
    status = 503


class NotWaiting(Refusal):
    """Only who waits is admitted, is invited, or withdraws; who holds a seat declines it."""

    message = "这份报名已经不在等候中。"


class NoSeatHeld(Refusal):
    """Only who holds a seat declines it."""

    message = "这份报名没有名额，不需要放弃。"


class TookPlace(Refusal):
    """What happened is not undone: after it is held nobody withdraws, declines or moves up."""

    message = "活动已经举行。"


class ErasureTooEarly(Refusal):
    """Without a request, what people gave with their applications is erased once the activity is over, and has to be then."""

    message = "活动还没有结束，没有本人申请的，不能删除。"
    article = "《个人信息保护法》第四十七条"


class ApplicationErasedBefore(Refusal):
    """What has been erased is gone."""

    message = "这份报名的个人信息已经删除。"
    status = 410
    article = "《个人信息保护法》第四十七条"
