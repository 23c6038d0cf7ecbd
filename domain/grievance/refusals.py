"""Why something about a grievance is refused.

Refusal
├── FoundOpinion, CommentInPoint, AlreadyBeside
└── GrievanceOver, AlreadyTakenBack, SamePersonTakesBack
(what it shares with comments: domain.comment.refusals; what is wrong with a text: domain.text)
"""

from __future__ import annotations

from domain.refusals import Refusal


class FoundOpinion(Refusal):
    """What a second person has found to be an opinion stays one: it is screened, and not referred again."""

    message = "该意见已经由另一名工作人员认定属于对草案的意见，不能再次转办，请审看。"


class CommentInPoint(Refusal):
    """What is answered as an opinion is no grievance: it is taken out of its points first."""

    message = "该意见已经归入意见要点，请先移出要点再登记转办。"


class AlreadyBeside(Refusal):
    """What a comment complains of is registered beside it once."""

    message = "这条意见中的信访事项已经另行登记。"


class GrievanceOver(Refusal):
    """What is closed or taken back is neither handed on nor closed again."""

    message = "该转办事项已经办结或者收回。"


class AlreadyTakenBack(Refusal):
    """A grievance is taken back once."""

    message = "该转办事项已经收回。"


class SamePersonTakesBack(Refusal):
    """A referral is taken back by another person than the one who registered it."""

    message = "收回转办应当由登记人以外的人员办理。"
    status = 403
