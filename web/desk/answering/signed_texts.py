"""What a second person signs and a releaser publishes: the feedback summary, and each supplement to it."""

from __future__ import annotations

import msgspec

from consult.commands.consultation.answering import PublishFeedback, SignOffFeedback
from consult.commands.consultation.supplement import PublishSupplement, SignOffSupplement
from consult.commands.table import row_of
from domain.consultation.events import FeedbackPrepared, SupplementPrepared
from domain.enumerations import Returnable
from web.desk.answering.previews import AnswersPrepared
from web.desk.forms.form import DeskForm


class Signing(msgspec.Struct, frozen=True, kw_only=True):
    """What is signed off and published. `name`: the last part of its address; `template`: shows it; `lead`: of the sign-off.

    `unwritten`: said while nothing is prepared.
    """

    name: str
    template: str
    what: Returnable
    prepared: type[AnswersPrepared]
    sign_off: type[SignOffFeedback] | type[SignOffSupplement]
    publish: type[PublishFeedback] | type[PublishSupplement]
    lead: str
    unwritten: str
    publication_lead: str

    @property
    def path(self) -> str:
        """Below the decision's address."""
        return f"/{self.name}"

    @property
    def sign_off_label(self) -> str:
        return row_of(self.sign_off).label

    @property
    def publish_label(self) -> str:
        return row_of(self.publish).label

    @property
    def publication(self) -> DeskForm:
        label = self.publish_label
        return DeskForm(title=label, lead=self.publication_lead, button=label, fresh=True, grave=True, template=self.template)


FEEDBACK = Signing(
    name="feedback",
    template="desk/signing.html",
    what=Returnable.FEEDBACK,
    prepared=FeedbackPrepared,
    sign_off=SignOffFeedback,
    publish=PublishFeedback,
    lead="审签由起草反馈以外的人办理。审签后要点和答复不能再改动；要修改的，由答复人重新保存反馈稿，审签随即失效。",
    unwritten="还没有起草意见反馈。",
    publication_lead="公布全部要点、采纳情况和理由。公布后答复只能更新，原答复仍然可见。",
)
SUPPLEMENT = Signing(
    name="supplement",
    template="desk/supplement_signing.html",
    what=Returnable.SUPPLEMENT,
    prepared=SupplementPrepared,
    sign_off=SignOffSupplement,
    publish=PublishSupplement,
    lead="审签由起草补充反馈以外的人办理。审签后要点和答复不能再改动；要修改的，由答复人重新保存补充反馈稿，审签随即失效。",
    unwritten="还没有起草补充反馈。",
    publication_lead="公布反馈之后新的要点、采纳情况和理由，以及对后到意见的答复。公布后答复只能更新，原答复仍然可见。",
)
