"""The rules on other units of a decision, each by its name.

ProcedureRefusal
├── DivisionUnknown, DivisionUndertakes, NotJoint, PartUnknown, PartAssignedElsewhere, PartOfAnother
├── NotToBeAsked, DueNotAhead, UnitUnnamed, UnitUndertakes, UnitAskedAlready, UnitStillAsked, UnitNotAsked, UnitAnsweredAlready,
│   AnswersByItself, AnswerFileMissing, NothingToCoordinate, DisputeIncomplete, UnitOpinionsAwaited, DisagreementOpen
├── NothingToCountersign, CountersignedAlready, CountersignatureMissing
└── HandedOverToItself, EndedDecisionStays, OfficerUnknown
"""

from __future__ import annotations

from domain.consultation.refusals import ProcedureRefusal

SEVERAL = "《重大行政决策程序暂行条例》第十一条"
OTHER_UNITS = "《重大行政决策程序暂行条例》第十三条"


class DivisionUnknown(ProcedureRefusal):
    """A division that undertakes, answers or takes over is one that has accounts."""

    message = "没有这个处室，请从列出的处室中选择。"
    status = 422


class DivisionUndertakes(ProcedureRefusal):
    """A decision has one lead division, and each joint one once ([713] art. 11)."""

    message = "这个处室已经是这个事项的承办单位。"
    article = SEVERAL


class NotJoint(ProcedureRefusal):
    """Parts are assigned to, and countersignatures come from, divisions that undertake the decision together now."""

    message = "这个处室不是这个事项的共同承办单位。"
    article = SEVERAL


class PartUnknown(ProcedureRefusal):
    """Parts that are assigned to a division are articles of the draft, and points of the decision."""

    message = "没有这一条或者这个要点，请从列出的条文和要点中选择。"
    status = 422


class PartAssignedElsewhere(ProcedureRefusal):
    """Of each part one division answers; who it is can be seen."""

    message = "所选的条文或者要点已经分给{division}。请先调整它的分工。"
    status = 422


class PartOfAnother(ProcedureRefusal):
    """A joint division answers the articles and points that were assigned to it ([713] art. 11)."""

    message = "这一部分没有分给本处室，由牵头单位或者其他共同承办单位归纳和答复。"
    article = SEVERAL


class NotToBeAsked(ProcedureRefusal):
    """Units are asked while the draft is written, and again while it is revised ([713] art. 13)."""

    message = "征求有关单位意见，应当在拟订草案时或者征求意见截止以后完善草案时进行。"
    article = OTHER_UNITS


class DueNotAhead(ProcedureRefusal):
    """Whoever is asked gets time to answer."""

    message = "反馈期限应当晚于今天。"
    status = 422


class UnitUndertakes(ProcedureRefusal):
    """Divisions that undertake the decision are not asked as others are: they work on it ([713] art. 11, 13)."""

    message = "这个处室是承办单位，不作为有关单位征求意见。"
    article = OTHER_UNITS


class UnitUnnamed(ProcedureRefusal):
    """Either a division is asked, or an outside unit by its name."""

    message = "请选择一个处室，或者填写一个外单位的名称，二者只填一项。"
    status = 422


class UnitAskedAlready(ProcedureRefusal):
    """A unit is asked again once it has answered."""

    message = "已经征求这个单位的意见，正在等待答复。"


class UnitStillAsked(ProcedureRefusal):
    """A division whose answer is awaited answers first, before it undertakes the decision itself."""

    message = "正在等待这个处室的意见，请在它答复以后再办理。"


class UnitNotAsked(ProcedureRefusal):
    """Only who was asked answers."""

    message = "没有征求这个单位的意见。"
    article = OTHER_UNITS


class UnitAnsweredAlready(ProcedureRefusal):
    """An answer stands as it was given; the unit may be asked again."""

    message = "这个单位已经答复。需要补充的，可以再次征求它的意见。"


class AnswersByItself(ProcedureRefusal):
    """A division with accounts answers here itself; nobody enters its opinion for it."""

    message = "这个处室在本系统中自行答复，不由承办单位代为登记。"


class AnswerFileMissing(ProcedureRefusal):
    """The letter of an outside unit, signed or sealed, is kept with its answer."""

    message = "请上传一份该单位署名或者盖章的书面意见。"
    status = 422


class NothingToCoordinate(ProcedureRefusal):
    """What is talked over is an answer that suggests changes, or disagrees; or the silence of a unit when its time is over."""

    message = "这个单位还没有到反馈期限，或者没有不同意见，不需要协商。"
    article = OTHER_UNITS


class DisputeIncomplete(ProcedureRefusal):
    """Where no agreement is reached, the organ is told all that the article names ([713] art. 13)."""

    message = "不能取得一致意见的，应当写明争议的主要问题、有关单位的意见、承办单位的意见、理由和依据。"
    article = OTHER_UNITS
    status = 422


class UnitOpinionsAwaited(ProcedureRefusal):
    """A draft is submitted once the units asked have answered, or their time is over ([713] art. 13)."""

    message = "还有{count}个单位没有答复，也没有到反馈期限。"
    article = OTHER_UNITS


class DisagreementOpen(ProcedureRefusal):
    """What came of a disagreement is on record before the draft goes on ([713] art. 13)."""

    message = "第{units}个征求意见的单位不同意，尚未写明协商结果；不能取得一致意见的，应当写明争议情况。"
    article = OTHER_UNITS


class NothingToCountersign(ProcedureRefusal):
    """Joint divisions countersign what was submitted for review, before it is released."""

    message = "草案尚未送审，或者已经签发，现在不需要会签。"


class CountersignedAlready(ProcedureRefusal):
    """A draft as it stands is countersigned, or its countersignature excused, once by each."""

    message = "这个处室已经会签，或者已经说明未会签的理由。"


class CountersignatureMissing(ProcedureRefusal):
    """A draft of several divisions is released when each has countersigned it, or its silence is explained ([713] art. 11)."""

    message = "以下共同承办单位尚未会签：{divisions}。未能会签的，应当先写明理由。"
    article = SEVERAL


class HandedOverToItself(ProcedureRefusal):
    """A hand-over changes the division, or the responsible officer."""

    message = "这个事项已经由这个处室、这位经办人承办，不需要移交。"


class EndedDecisionStays(ProcedureRefusal):
    """What ended without adoption is carried out by nobody: it stays with the division that answers for its end."""

    message = "终止的事项不再移交，由终止时的承办单位负责后续答复。"


class OfficerUnknown(ProcedureRefusal):
    """The responsible officer drafts in the division that undertakes the decision."""

    message = "没有这位经办人：经办人应当是承接处室有经办权限的人员。"
    status = 422
