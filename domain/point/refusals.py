"""Why something about a point or its disposition is refused.

Refusal
├── PointPublished, PointNotPublished, CommentAnswered, AnswersSignedOff, AnswersEnded
├── PointMerged, MergingElsewhere, CommentsLeftBehind
├── GatheringSize, CommentRepeated, CommentElsewhere, CommentWithdrawnByAuthor, CommentNoOpinion, CommentNotGathered
└── ReasonMissing, CitationMissing, ArticlesNotNamed, SupersedingUnchanged
(ArticleUnknown is shared with comments: domain.comment.refusals)
"""

from __future__ import annotations

from domain.refusals import Refusal


class PointPublished(Refusal):
    """A published point stands as it is: it gathers more comments, and its disposition can only be superseded in public."""

    message = "该要点和答复已经公布，不能再改动；可以归入新的意见，答复只能公开更正替代。"


class CommentAnswered(Refusal):
    """Whoever was answered in public keeps his answer."""

    message = "其中{count}条意见的答复已经公布，不能移出本要点。"


class PointNotPublished(Refusal):
    """Only a published disposition is superseded; before that it is simply drafted again."""

    message = "该答复尚未公布，请直接修改答复草稿。"


class AnswersSignedOff(Refusal):
    """What the second person signed off is what is published; to change it, the feedback summary is prepared again."""

    message = "反馈已经审签，意见要点和答复不能再改动；如需修改，请先重新起草反馈。"


class AnswersEnded(Refusal):
    """A decision that ended without adoption takes no more points or answers."""

    message = "该决策已经终止，不再归纳意见或者答复。"


class PointMerged(Refusal):
    """A point that was merged into another takes no more words, comments or answers."""

    message = "该要点已经并入另一要点，请到那一要点办理。"


class MergingElsewhere(Refusal):
    """A point is merged into another point of the same decision that still stands."""

    message = "只能并入同一决策的另一要点，并且那一要点没有并入别处。"
    status = 422


class CommentsLeftBehind(Refusal):
    """Merging loses no comment: whatever the point gathers, the other gathers too."""

    message = "还有{count}条意见没有归集到要并入的要点。"


class GatheringSize(Refusal):
    """One event gathers or releases 1 to 1,000 comments, so that its bytes stay below 60 KiB."""

    message = "一次应当归集1至{limit}条意见，现有{count}条。"
    status = 422


class CommentRepeated(Refusal):
    """A comment is gathered by a point once; `count` of those named are repeated or there already."""

    message = "有{count}条意见重复或者已经归集到该要点。"


class CommentElsewhere(Refusal):
    """A point gathers comments on its own decision only."""

    message = "有{count}条意见不属于该决策。"
    status = 422


class CommentWithdrawnByAuthor(Refusal):
    """What its author has withdrawn is no longer answered."""

    message = "有{count}条意见已由提交人撤回。"


class CommentNoOpinion(Refusal):
    """What was referred as a grievance is answered there, and not as an opinion."""

    message = "有{count}条意见已作为信访事项转办，不归入要点。"


class CommentNotGathered(Refusal):
    """Only comments that the point gathers can be released from it."""

    message = "有{count}条意见没有归集到该要点。"


class ReasonMissing(Refusal):
    """Every disposition gives its reason, at least ten characters that can be seen ([713] art. 18, 29)."""

    message = "每一处理意见都应当说明理由，不少于{minimum}字。"
    status = 422
    article = "《重大行政决策程序暂行条例》第十八条"


class CitationMissing(Refusal):
    """A reason of law cites the article relied on."""

    message = "以法律法规为理由的，应当写明条款。"
    status = 422


class ArticlesNotNamed(Refusal):
    """ "Adopted" and "partly adopted" name the articles changed."""

    message = "采纳或者部分采纳的，应当写明修改了哪些条款。"
    status = 422


class SupersedingUnchanged(Refusal):
    """A superseding disposition says something else than the one it replaces."""

    message = "新的答复与已公布的答复相同。"
    status = 422
