"""Erasure 删除个人信息 (PIPL art. 47) of an application: at request, or once the activity or its decision is over."""

from __future__ import annotations

from datetime import datetime

from domain.access import Actor, Role, require
from domain.activity.state import Activity
from domain.application.events import ApplicationErased
from domain.application.refusals import ApplicationErasedBefore, ErasureTooEarly
from domain.application.state import Application
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import is_over
from domain.enumerations import ErasureCause
from domain.event import next_fields


def erase_application(
    application: Application,
    activity: Activity,
    consultation: Consultation,
    *,
    cause: ErasureCause,
    actor: Actor,
    at: datetime,
) -> ApplicationErased:
    """Destroy everything sealed and its data key; id, rank and fate stay. Whoever asks while he waits, waits no more.

    Raises ApplicationErasedBefore, ErasureTooEarly.
    """
    require(actor, Role.SCREENER, consultation.divisions)
    if application.erased is not None:
        raise ApplicationErasedBefore()
    if cause == ErasureCause.ACTIVITY_OVER and not (activity.over or is_over(consultation)):
        raise ErasureTooEarly()
    return ApplicationErased(cause=cause, **next_fields(application, actor, at))
