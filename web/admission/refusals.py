"""What is refused before it becomes a comment. `reason`: under which it is counted and published."""

from __future__ import annotations

from typing import ClassVar

from domain.refusals import Refusal


class NotAdmitted(Refusal):
    """An attempt to comment was refused before any rule of the procedure was asked."""

    reason: ClassVar[str]
    status: ClassVar[int] = 429


class TooManyComments(NotAdmitted):
    """A network sends no more comments to a decision than people in one place would."""

    message = "您所在的网络刚刚提交了很多意见。请过{seconds}秒再提交，您填写的内容没有丢失。"
    reason = "rate"


class EffortNeeded(NotAdmitted):
    """While a decision gets more comments than people write, each one brings a proof of work, or has waited."""

    message = "现在提交的意见特别多，可能有程序在自动提交。请等{seconds}秒再提交一次，您填写的内容没有丢失。"
    reason = "effort"


class FormNotTrusted(NotAdmitted):
    """A field that people do not see stays empty."""

    message = "表单中应当留空的一项有内容，可能是浏览器自动填写的，现在已经清空。请再提交一次，您填写的内容没有丢失。"
    status = 422
    reason = "honeypot"


class FormSentInHaste(NotAdmitted):
    """While much comes from one network, a form that is sent at once is asked for once more."""

    message = "您所在的网络提交的意见很多，这份意见又提交得很快，请再提交一次确认。您填写的内容没有丢失。"
    status = 422
    reason = "haste"


REASONS = {kind.reason: kind for kind in (TooManyComments, EffortNeeded, FormNotTrusted, FormSentInHaste)}
