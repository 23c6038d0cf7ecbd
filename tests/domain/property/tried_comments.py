"""What can be tried on comments and points, with good and bad arguments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from msgspec.structs import replace

from domain.access import Actor
from domain.calendar import local_date
from domain.comment import appeal, attachments, contact, erasure, registration, revision, screening, submission, withdrawal
from domain.comment.draft import CommentDraft
from domain.comment.state import Comment
from domain.enumerations import (
    AppealOutcome,
    Channel,
    CommentStatus,
    CorrectionCause,
    DispositionKind,
    ErasureScope,
    ReasonKind,
    RespondentKind,
    ScreeningOutcome,
    WithholdingReason,
)
from domain.event import Event
from domain.grievance import handling
from domain.point import dispositions, points
from domain.point.points import Gatherable, GatherableComment
from domain.point.state import Point
from domain.sealing import value_or_none
from domain.values import Blob, DispositionText
from tests.domain.property.tried_stages import SHORT, WHY
from tests.domain.property.world import DECISION, NothingThere, World

PHOTOGRAPH, COPY = Blob("7" * 64, 90, "image/jpeg"), Blob("8" * 64, 80, "image/jpeg")


def _draft(world: World) -> CommentDraft:
    name, files = world.chance.one_of((None, "张三")), world.chance.one_of(((), (PHOTOGRAPH,)))
    return CommentDraft(
        respondent_kind=world.chance.one_of(tuple(RespondentKind)),
        text=world.pick("建议五点开市。", "同意", "", "铃\x07"),
        articles=world.pick(("a1",), (), ("a1", "a2"), ("a9",)),
        name=name,
        publish_name=world.pick(name is not None, True),
        attachments=files,
        file_names=("照片.jpg",) * len(files),
    )


def comment_of(world: World, *wanted: CommentStatus) -> Comment:
    """A comment; in a tame attempt, one of the wanted status."""
    comments = list(world.decision.comments.values())
    return world.any_of([comment for comment in comments if world.wild or comment.status in (wanted or (comment.status,))])


def _point(world: World) -> Point:
    found = list(world.decision.points.values() if world.wild else world.decision.active_points())
    return world.any_of([point for point in found if world.wild or not point.answered] or found)


def submit_comment(world: World, actor: Actor) -> Event:
    comment_id = UUID(int=1000 + len(world.events))
    return submission.submit_comment(world.consultation, _draft(world), comment_id=comment_id, at=world.now)


def register_comment(world: World, actor: Actor) -> Event:
    return submission.register_comment(
        world.consultation,
        _draft(world),
        comment_id=UUID(int=1000 + len(world.events)),
        channel=world.pick(Channel.LETTER, *Channel),
        received_on=local_date(world.now) - timedelta(days=world.pick(0, 1, 10, -1)),
        actor=actor,
        at=world.now,
    )


def publish_comment(world: World, actor: Actor) -> Event:
    comment = comment_of(world, CommentStatus.AWAITING)
    return screening.publish_comment(comment, world.consultation, actor=actor, at=world.now)


def clean_attachments(world: World, actor: Actor) -> Event:
    """As it is decided before any comment is shown in full."""
    comment = comment_of(world)
    copies = [world.chance.one_of((blob, COPY, None)) for blob in value_or_none(comment.attachments) or ()]
    cleaned = attachments.clean_attachments(comment, copies, actor=actor, at=world.now)
    if cleaned is None:
        raise NothingThere
    return cleaned


def redact_comment(world: World, actor: Actor) -> Event:
    comment = comment_of(world, CommentStatus.AWAITING)
    text = world.pick(f"■{str(comment.text)[1:]}", str(comment.text), "■■另加的话", "")
    basis = WithholdingReason.PERSONAL_DATA
    return screening.redact_comment(comment, world.consultation, basis=basis, redacted_text=text, actor=actor, at=world.now)


def publish_what_is_erased(world: World, actor: Actor) -> Event:
    erased = world.any_of([comment for comment in world.decision.comments.values() if comment.erased == ErasureScope.ALL])
    return screening.publish_comment(erased, world.consultation, actor=actor, at=world.now)


def withhold_comment(world: World, actor: Actor) -> Event:
    comment = comment_of(world, CommentStatus.AWAITING)
    reason = world.chance.one_of(tuple(WithholdingReason))
    note = world.pick("含他人个人信息", "")
    return screening.withhold_comment(comment, world.consultation, reason=reason, note=note, actor=actor, at=world.now)


def revise_screening(world: World, actor: Actor) -> Event:
    comment = comment_of(world, CommentStatus.PUBLISHED, CommentStatus.WITHHELD)
    outcome = world.chance.one_of(tuple(ScreeningOutcome))
    hidden = outcome != ScreeningOutcome.PUBLISHED
    return revision.revise_screening(
        comment,
        world.consultation,
        outcome=outcome,
        reason=world.pick(world.chance.one_of(tuple(WithholdingReason)) if hidden else None, None, WithholdingReason.ABUSE),
        redacted_text=world.pick(f"■{str(comment.text)[1:]}", "■", str(comment.text)),
        note=world.pick("写有住址", ""),
        actor=actor,
        at=world.now,
    )


def correct_registration(world: World, actor: Actor) -> Event:
    """Often of what came by another channel."""
    comment = comment_of(world)
    offline = comment.channel != Channel.WEB
    facts = registration.RegisteredFacts(
        channel=world.pick(Channel.PHONE, None, Channel.WEB) if offline else None,
        received_on=world.pick(None, comment.received_on, local_date(world.now) - timedelta(days=world.pick(3, -1))),
        articles=world.pick((), None, ("a1",), ("a9",)) if offline else None,
        publish_name=world.pick(False, None, True),
    )
    cause = CorrectionCause.RESPONDENT_ASKED if not offline else world.chance.one_of(tuple(CorrectionCause))
    note = world.pick("收件章写明", "")
    return registration.correct_registration(
        comment, world.consultation, facts=facts, cause=cause, note=note, actor=actor, at=world.now
    )


def ask_second_look(world: World, actor: Actor) -> Event:
    comment = comment_of(world, CommentStatus.PUBLISHED, CommentStatus.WITHHELD)
    return revision.ask_second_look(comment, world.consultation, note="请看", actor=actor, at=world.now)


def confirm_screening(world: World, actor: Actor) -> Event:
    """Often of one where it was asked for: there are few."""
    found = [comment for comment in world.decision.comments.values() if comment.second_look]
    comment = world.any_of(world.pick(found, list(world.decision.comments.values())))
    return revision.confirm_screening(comment, world.consultation, note="维持", actor=actor, at=world.now)


def appeal_withholding(world: World, actor: Actor) -> Event:
    comment = comment_of(world, CommentStatus.WITHHELD, CommentStatus.REFERRED)
    return appeal.appeal_withholding(comment, grounds=world.pick("并无不妥", ""), at=world.now)


def decide_appeal(world: World, actor: Actor) -> list[Event]:
    comment = comment_of(world, CommentStatus.WITHHELD, CommentStatus.REFERRED)
    outcome = world.pick(world.chance.one_of(appeal.POSSIBLE.get(comment.status, (AppealOutcome.UPHELD,))), *AppealOutcome)
    event = appeal.decide_appeal(comment, world.consultation, outcome=outcome, note="已复核", actor=actor, at=world.now)
    if outcome != AppealOutcome.REOPENED or comment.grievance_id is None:
        return [event]
    grievance = world.decision.grievances[comment.grievance_id]
    return [handling.take_back_on_appeal(grievance, note="已复核", actor=actor, at=world.now), event]


def withdraw_comment(world: World, actor: Actor) -> list[Event]:
    comment = comment_of(world)
    event = withdrawal.withdraw_comment(comment, world.consultation, at=world.now)
    grievance = world.decision.grievances.get(comment.grievance_id) if comment.grievance_id else None
    more = handling.close_withdrawn(grievance, at=world.now) if grievance else None
    return [event, *([more] if more else [])]


def confirm_contact(world: World, actor: Actor) -> Event:
    return contact.confirm_contact(comment_of(world), at=world.now)


def request_erasure(world: World, actor: Actor) -> Event:
    scope = world.chance.one_of(tuple(ErasureScope))
    return erasure.request_erasure(
        comment_of(world), world.consultation, scope=scope, note=world.pick("本人来函", ""), actor=actor, at=world.now
    )


def erase_comment(world: World, actor: Actor) -> Event:
    return erasure.erase_comment(comment_of(world), world.consultation, actor=actor, at=world.now)


def make_point(world: World, actor: Actor) -> Event:
    return points.make_point(
        world.consultation,
        point_id=UUID(int=500_000 + len(world.events)),
        articles=world.pick(("a1",), (), ("a9",)),
        summary=world.pick("提前开市", ""),
        actor=actor,
        at=world.now,
    )


def reword_point(world: World, actor: Actor) -> Event:
    articles = world.pick(("a1", "a2"), ("a9",))
    return points.reword_point(
        _point(world), world.consultation, articles=articles, summary="换个说法", actor=actor, at=world.now
    )


def gather_comments(world: World, actor: Actor) -> Event:
    point = _point(world)
    known: list[Comment] = list(world.decision.comments.values())
    over = (CommentStatus.WITHDRAWN, CommentStatus.REFERRED)
    new = [comment for comment in known if comment.id not in point.comment_ids and comment.status not in over]
    foreign = GatherableComment(UUID(int=9), UUID(int=2), CommentStatus.PUBLISHED)
    withdrawn = [comment for comment in known if comment.status == CommentStatus.WITHDRAWN]
    referred = [comment for comment in known if comment.status == CommentStatus.REFERRED]
    comments: Sequence[Gatherable] = world.pick(new, new[:1], known, known[:1] * 2, withdrawn, referred, [foreign], [])
    return points.gather_comments(point, world.consultation, comments, actor=actor, at=world.now)


def release_comments(world: World, actor: Actor) -> Event:
    point = _point(world)
    some = sorted(point.comment_ids)[:1]
    return points.release_comments(point, world.consultation, world.pick(some, [UUID(int=9)]), actor=actor, at=world.now)


def dissolve_point(world: World, actor: Actor) -> Event:
    """Mostly of a point whose comments another gathers too; seldom, for every merging makes the story shorter."""
    point, into = _point(world), _point(world)
    known = world.decision.comments.values()
    withdrawn = [comment.id for comment in known if comment.status == CommentStatus.WITHDRAWN]
    foreign = replace(into, consultation_id=UUID(int=2))
    return points.dissolve_point(
        point, world.pick(into, point, foreign), world.consultation, withdrawn=withdrawn, actor=actor, at=world.now
    )


def _disposition(world: World) -> DispositionText:
    return DispositionText(
        kind=world.chance.one_of(tuple(DispositionKind)),
        reason_kind=world.pick(ReasonKind.OTHER, ReasonKind.LAW),
        reason=world.pick(WHY, SHORT),
        citation=world.chance.one_of((None, "《条例》第三条")),
        articles_changed=world.pick(("a1",), (), ("a2",), ("a9",)),
    )


def draft_disposition(world: World, actor: Actor) -> Event:
    consultation, answer = world.consultation, _disposition(world)
    return dispositions.draft_disposition(
        _point(world), consultation, answer, rules=consultation.rules, actor=actor, at=world.now
    )


def supersede_disposition(world: World, actor: Actor) -> Event:
    consultation, answer = world.consultation, _disposition(world)
    return dispositions.supersede_disposition(
        _point(world), consultation, answer, why=world.pick(WHY, SHORT), rules=consultation.rules, actor=actor, at=world.now
    )


def cover_a_comment(world: World, actor: Actor) -> Event:
    """Gather what the gate still misses into a point."""
    numbers = set(world.decision.coverage().uncovered)
    found = list(world.decision.active_points())
    missing = [comment for number, comment in enumerate(world.decision.comments.values(), 1) if number in numbers]
    free = [point for point in found if missing and missing[0].id not in point.comment_ids]
    if not missing or not free or missing[0].consultation_id != DECISION:
        raise NothingThere
    return points.gather_comments(free[-1], world.consultation, missing[:1], actor=actor, at=world.now)
