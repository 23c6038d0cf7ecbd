"""Why something about a comment is refused. Messages are fit to show; nothing personal stands in their parameters.

Refusal
├── ConsultationNotPublished, CommentBeforeOpening, CommentAfterClosing, ProcedureOver
├── ArticleUnknown, NameConsentEmpty, ContactImplausible, TooManyAttachments, AttachmentNamesMismatch
├── ChannelNotOffline, ReceivedInFuture
├── SamePersonCorrects, RegistrationUnchanged, SentByAuthor, SaidAtActivity
├── AlreadyScreened, ContentErased, RedactionChangesNothing, RedactionAddsWords, RegistrationErrorMisused
├── NotScreened, HandledAsGrievance, SamePersonRevises, RevisionChangesNothing, HidingUnexplained, AppealWaits
├── AnotherScreened, SecondLookWaits, NoSecondLookAsked
├── NotWithheld, AlreadyAppealed, NoAppealOpen, SamePersonDecides, AppealMisjudged
├── ContactConfirmedBefore, ContactErased
├── AlreadyWithdrawn, WithdrawalAfterClose
└── AlreadyErased, ErasureAlreadyRequested, NoErasureRequested, SamePersonErases
(what is wrong with a text itself: domain.text)
"""

from __future__ import annotations

from domain.refusals import Refusal


class ConsultationNotPublished(Refusal):
    """Opinions are taken only on a draft that has been published ([713] art. 15)."""

    message = "该决策尚未公开征求意见。"
    status = 404
    article = "《重大行政决策程序暂行条例》第十五条"


class CommentBeforeOpening(Refusal):
    """No opinion is taken before the period opens ([713] art. 15). `opens_at` is UTC."""

    message = "征求意见尚未开始，开始时间：{opens_at}。"
    article = "《重大行政决策程序暂行条例》第十五条"


class CommentAfterClosing(Refusal):
    """At `closes_at` (exclusive, UTC) and after it, nothing is taken over the web ([713] art. 15)."""

    message = "征求意见已经截止，截止时间：{closes_at}。"
    article = "《重大行政决策程序暂行条例》第十五条"


class ProcedureOver(Refusal):
    """Nothing is submitted or entered once the decision has been adopted or has ended without adoption.

    But for what came on paper in time, where there is a feedback: it comes to light later, and is answered in a supplement.
    """

    message = "该决策程序已经结束，不再登记意见。"


class ArticleUnknown(Refusal):
    """An opinion or point can only name articles of the draft under consultation; `articles` are the unknown ids."""

    message = "征求意见稿中没有这些条款：{articles}。"
    status = 422


class NameConsentEmpty(Refusal):
    """Consent to publish a name needs a name to publish (PIPL art. 25)."""

    message = "同意公开姓名或者名称的，请填写姓名或者名称。"
    status = 422
    article = "《个人信息保护法》第二十五条"


class ContactImplausible(Refusal):
    """A contact, where given, looks like an e-mail address (RFC 5321) or a telephone number; `field` names which."""

    message = "联系方式格式不正确，请检查电子邮箱或者电话号码。"
    status = 422


class TooManyAttachments(Refusal):
    """At most five attachments, each of at least one byte and at most 10 MB."""

    message = "附件最多{limit}个，每个不超过10MB，且不能为空文件。"
    status = 422


class AttachmentNamesMismatch(Refusal):
    """Each attachment comes with exactly one file name."""

    message = "附件与文件名数量不一致。"
    status = 422


class ChannelNotOffline(Refusal):
    """The registrar enters what came by letter, e-mail, phone, counter or hearing; the web registers itself."""

    message = "网上提交的意见由系统登记，不得人工登记。"
    status = 422


class ReceivedInFuture(Refusal):
    """The date of receipt is not later than the day of entry (Asia/Shanghai)."""

    message = "收到日期{received_on}晚于登记当日。"
    status = 422


class AlreadyScreened(Refusal):
    """A comment is screened once; from then on its screening is revised, or the author appeals against a withholding."""

    message = "该意见已经审看。"


class AlreadyWithdrawn(Refusal):
    """What its author has withdrawn can be neither screened, appealed nor withdrawn again."""

    message = "该意见已由提交人撤回。"


class ContactConfirmedBefore(Refusal):
    """A contact is confirmed once."""

    message = "这个电子邮件地址已经确认过，不需要再确认。"


class ContactErased(Refusal):
    """A contact that has been erased is nobody's to confirm (PIPL art. 47)."""

    message = "联系方式已经删除，不再发送邮件。"
    status = 410
    article = "《个人信息保护法》第四十七条"


class ContentErased(Refusal):
    """What has been erased cannot be shown (PIPL art. 47)."""

    message = "该意见内容已经删除，不能公开。"
    status = 410
    article = "《个人信息保护法》第四十七条"


class RedactionChangesNothing(Refusal):
    """A redacted text differs from the original: otherwise the comment is published in full."""

    message = "遮盖后的文本与原文相同，应当全文公开。"
    status = 422


class RedactionAddsWords(Refusal):
    """A redaction only blacks out with ■: what remains are the author's own words, in their order."""

    message = "遮盖只能用“■”替换原文中的文字，不得增加、改动或者调换其他文字。"
    status = 422


class NotScreened(Refusal):
    """Only what has been screened is revised."""

    message = "该意见尚未审看，请直接审看。"


class HandledAsGrievance(Refusal):
    """What was referred as a grievance has no screening to revise: it is taken back first."""

    message = "该意见已经作为信访事项转办；认为属于对草案的意见的，请先收回转办，再审看。"


class SamePersonCorrects(Refusal):
    """A registration is corrected by another person than the one who registered it, or corrected it last."""

    message = "登记更正应当由登记人或者最后更正人以外的人员办理。"
    status = 403


class RegistrationUnchanged(Refusal):
    """A correction of the registration changes at least one of its facts."""

    message = "更正后的内容与现在登记的相同，不需要更正。"
    status = 422


class SentByAuthor(Refusal):
    """What somebody sent over the web stands as he sent it; at his request his name is no longer shown."""

    message = "网上提交的意见以本人提交的为准，只能依本人要求不再公开姓名。"
    status = 422


class SaidAtActivity(Refusal):
    """Channel and day of what was said at a participation activity follow from the activity, and are not corrected alone."""

    message = "这条意见是在参与活动上提出的，渠道和日期以活动为准，不能单独更正。"


class RegistrationErrorMisused(Refusal):
    """As registered in error the whole of what staff registered is withheld, and it is said in public what stands instead."""

    message = "“登记有误”只用于工作人员登记的意见，整条不予公开，并在公开说明中写明以第几号意见为准，或者属于哪一事项。"
    status = 422


class SamePersonRevises(Refusal):
    """A screening is revised, or confirmed, by another person than the one who screened or decided the appeal last."""

    message = "更正或者复看应当由最后审看人以外的人员办理。"
    status = 403


class RevisionChangesNothing(Refusal):
    """A revision shows or hides something else than before, or for another reason."""

    message = "更正后的结果与现在的相同，不需要更正。"
    status = 422


class HidingUnexplained(Refusal):
    """What is closed to the public, in part or whole, is closed for a reason; what is shown in full needs none."""

    message = "遮盖或者不予公开的，应当选择理由；全文公开的不需要理由。"
    status = 422


class AppealWaits(Refusal):
    """While the author's appeal waits, another person decides that; the withholding is revised afterwards if need be."""

    message = "本人已申请复核，请先决定复核申请。"


class AnotherScreened(Refusal):
    """Who screened last asks a colleague to look again; any other screener revises at once."""

    message = "最后审看这条意见的不是您：认为应当更正的，可以直接更正。"


class SecondLookWaits(Refusal):
    """A colleague is asked once, until somebody has looked."""

    message = "已经请同事复看，尚未办理。"


class NoSecondLookAsked(Refusal):
    """A screening is confirmed only where somebody asked for a second look."""

    message = "该意见没有待办理的复看。"


class NotWithheld(Refusal):
    """Only what was withheld or referred can be appealed against."""

    message = "该意见没有被决定不予公开或者转办，不需要申请复核。"


class AlreadyAppealed(Refusal):
    """The author may appeal once against each withholding or referral."""

    message = "该意见已经申请过复核。"


class NoAppealOpen(Refusal):
    """Only an appeal that waits can be decided."""

    message = "该意见没有待决定的复核申请。"


class SamePersonDecides(Refusal):
    """An appeal is decided by another person than the one who withheld or referred the comment."""

    message = "复核应当由原审看人以外的人员决定。"
    status = 403


class AppealMisjudged(Refusal):
    """What was withheld stays so or is published; what was referred stays so or is screened."""

    message = "不予公开的，维持或者改为公开；转办的，维持或者恢复审看。"
    status = 422


class WithdrawalAfterClose(Refusal):
    """The author may withdraw until the period closes (`closes_at`, exclusive, UTC); then the opinion is part of the record."""

    message = "征求意见已经截止（{closes_at}），意见不能再撤回；可以申请删除个人信息。"


class AlreadyErased(Refusal):
    """Nothing is left to erase in the scope asked for."""

    message = "所申请的内容已经删除。"
    status = 410


class ErasureAlreadyRequested(Refusal):
    """One erasure request at a time, unless the new one goes further."""

    message = "该意见已有待办理的删除申请。"


class NoErasureRequested(Refusal):
    """Nothing is erased without a recorded request (PIPL art. 47)."""

    message = "该意见没有待办理的删除申请。"
    article = "《个人信息保护法》第四十七条"


class SamePersonErases(Refusal):
    """Who recorded an erasure request does not carry it out: a second person signs off."""

    message = "删除应当由登记申请的人员以外的人员办理。"
    status = 403
    article = "《个人信息保护法》第四十七条"
