"""The rules of returning for changes 退回修改, each by its name.

ProcedureRefusal
└── NothingToReturn, AlreadyReturned, SignedAlready, SamePersonReturns, ReturnNotMended, ReturnedUnchanged
"""

from __future__ import annotations

from domain.consultation.refusals import ProcedureRefusal


class NothingToReturn(ProcedureRefusal):
    """What is returned was submitted before, and stands as it was submitted."""

    message = "现在没有提交签发、审签的内容，不能退回。"


class AlreadyReturned(ProcedureRefusal):
    """What was returned is returned again only after it was submitted again."""

    message = "已经退回修改，还没有重新提交。"


class SignedAlready(ProcedureRefusal):
    """What is signed is not returned: whoever prepared it changes it, and the signature lapses."""

    message = "已经签发或者审签，不能再退回。需要修改的，由起草人修改后重新提交，原来的签发、审签随即失效。"


class SamePersonReturns(ProcedureRefusal):
    """Whoever prepared or submitted does not return it: he changes it. Nor does he return who released it early."""

    message = "自己起草、提交或者先行签发的，不能自己退回。需要修改的，由起草人直接修改后重新提交。"


class ReturnNotMended(ProcedureRefusal):
    """What was returned for changes is not signed before it is changed and submitted again."""

    message = "已经退回修改，修改并重新提交以后才能审查、审签、签发。"


class ReturnedUnchanged(ProcedureRefusal):
    """What was returned for changes is not submitted again as it was."""

    message = "退回以后没有任何修改，不能原样重新提交。请按退回的理由修改后再提交。"
