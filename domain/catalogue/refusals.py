"""The rules of the catalogue of decision matters, each by its name.

Refusal
└── CatalogueRefusal
    ├── CatalogueYearTooFar, CataloguePublishedAlready, CatalogueNotPublished, CatalogueEmpty, CatalogueNotSubmitted,
    │   CatalogueSubmittedAlready, CatalogueFull, SamePersonPublishesCatalogue, CarriedOverMissing
    ├── MatterUnknown, MatterGone, MatterTitleTwice, PlannedBackwards, MatterUnchanged, CarriedFromUnknown
    ├── NothingToAdjust, SamePersonAdjusts, MatterLeadsToDecision, MatterTaken
    └── MatterNotNamed, MatterNamedLate, MatterOrReason
"""

from __future__ import annotations

from domain.refusals import Refusal

ARTICLE = "《重大行政决策程序暂行条例》第三条第三款"


class CatalogueRefusal(Refusal):
    """A step of the catalogue of decision matters is out of place."""

    article = ARTICLE


class CatalogueYearTooFar(CatalogueRefusal):
    """A catalogue is made for this year or the next, never for one that is over or further ahead ([713] art. 3 §3)."""

    message = "只能拟订本年度或者下一年度的目录。"
    status = 422


class CataloguePublishedAlready(CatalogueRefusal):
    """A catalogue is published once a year; afterwards it is adjusted, in public, with reasons ([713] art. 3 §3)."""

    message = "这一年度的目录已经公布，只能调整，并逐项公开理由。"


class CatalogueNotPublished(CatalogueRefusal):
    """Only a published catalogue is adjusted, and leads to decisions ([713] art. 3 §3)."""

    message = "这一年度的目录还没有公布。"


class CatalogueEmpty(CatalogueRefusal):
    """A catalogue holds matters ([713] art. 3 §3)."""

    message = "目录中还没有事项。"


class CatalogueFull(CatalogueRefusal):
    """A catalogue holds no more matters than one page can show."""

    message = "一个年度的目录最多{limit}项。"


class CatalogueNotSubmitted(CatalogueRefusal):
    """What is published was handed over for it, and has not been changed since."""

    message = "目录还没有报送，或者报送后又作了修改；请先报送。"


class CatalogueSubmittedAlready(CatalogueRefusal):
    """What was handed over and not changed since is not handed over again."""

    message = "目录已经报送，正在等待公布。"


class SamePersonPublishesCatalogue(CatalogueRefusal):
    """Whoever prepared or handed over the catalogue does not publish it."""

    message = "公布目录由拟订、报送以外的人办理。"
    article = ""
    status = 403


class CarriedOverMissing(CatalogueRefusal):
    """What was carried over stands in the catalogue of the next year: it is not lost between two years."""

    message = "上一年度结转的事项必须列入下一年度的目录：上一年度第{numbers}项还没有列入。"


class CarriedFromUnknown(CatalogueRefusal):
    """A matter carried over was carried over by the catalogue of the year before, and stands in the next one once."""

    message = "上一年度的目录没有结转这一项，或者这一项已经列入。"
    status = 422


class MatterUnknown(CatalogueRefusal):
    """The matter stands in the catalogue."""

    message = "目录中没有这一项。"
    status = 404


class MatterGone(CatalogueRefusal):
    """A matter that was taken out or carried over to the next year is no longer changed, and leads to no decision."""

    message = "第{number}项已经从这一年度的目录中移出或者结转。"


class MatterTitleTwice(CatalogueRefusal):
    """A matter stands once in the catalogue of a year."""

    message = "目录中已经有名称相同的事项：第{number}项。"


class PlannedBackwards(CatalogueRefusal):
    """The time planned is a month of the year, or runs from an earlier to a later one."""

    message = "计划完成时间不正确。"
    article = ""
    status = 422


class MatterUnchanged(CatalogueRefusal):
    """An adjustment changes something."""

    message = "这一项没有改动。"
    status = 422


class NothingToAdjust(CatalogueRefusal):
    """An adjustment that is published holds changes."""

    message = "没有待公布的调整。"


class SamePersonAdjusts(CatalogueRefusal):
    """Whoever prepared an adjustment does not publish it."""

    message = "公布调整由拟订调整以外的人办理。"
    article = ""
    status = 403


class MatterLeadsToDecision(CatalogueRefusal):
    """A matter that a decision is about is not taken out; nor carried over, once its call is published."""

    message = "第{number}项已经启动决策，不能移出；已经公布征求意见的，也不能结转。"


class MatterTaken(CatalogueRefusal):
    """A matter leads to one decision; to another one only after the first has ended."""

    message = "第{number}项已经有其他决策事项。"


class MatterNotNamed(CatalogueRefusal):
    """While the year's catalogue is public, a major decision names its matter before its call, or says why it is in none."""

    message = "{year}年度的决策事项目录已经公布：发布公告之前，请确定对应的目录事项，或者写明未列入目录的理由。"


class MatterNamedLate(CatalogueRefusal):
    """The matter is named before the call is published, which says it."""

    message = "征求意见公告已经发布，不能再更改对应的目录事项。"


class MatterOrReason(CatalogueRefusal):
    """A decision is about a matter of the catalogue, or says why it is about none: one of the two."""

    message = "请选择目录事项；没有列入目录的，写明理由。两者只填一项。"
    status = 422
