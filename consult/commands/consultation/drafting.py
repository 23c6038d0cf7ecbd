"""Starting, drafting, reviewing and releasing a decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID, uuid4

import msgspec

from consult.commands.catalogue.naming import naming_events
from consult.commands.consultation.attachments import Attachment, added_files, attachments_of
from consult.commands.recording import Done, Version, actor_text, idempotency_of, once_per_key, record, refuse_overtaken
from consult.commands.texts import latest_draft, prepared_text, text_blob
from consult.commands.uploads import Upload
from consult.runtime import Runtime
from domain.access import Actor
from domain.articles.numbering.levels import Depth
from domain.consultation.events import DraftPrepared, MaterialsPrepared
from domain.consultation.matter_events import CataloguePlace
from domain.consultation.state import Consultation, evolve
from domain.consultation.steps import drafting as decisions
from domain.consultation.steps.treatments import treat_attachments
from domain.enumerations import FileTreatment, MatterKind, Regime, ReviewKind, ReviewResult
from domain.event import Event
from domain.refusals import Refusal
from domain.text import REASON, normalised_text, optional_name
from domain.values import ContactPoint, Division, Interpretation, LegalBasis

MAX_EXPLANATION = 200_000  # code points


class StartDecision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`place`: its matter in the catalogue of decision matters, or why it is in none; may be said later (decision 33)."""

    title: str
    division: Division
    matter_kind: MatterKind
    regime: Regime = Regime.BUREAU_DECISION
    decision_organ: str
    proposer: str
    touches_operators: bool = True
    place: CataloguePlace | None = None


class PrepareDraft(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`text`: Markdown or plain text with articles, or numbered 一、 （一） 1. `seen`: version that the writer was shown.

    `depth`: what the units to comment on are, where the text leaves a choice; as in the version before where it is not given.
    """

    consultation_id: UUID
    text: str
    depth: Depth | None = None
    seen: Version | None = None


class PrepareMaterials(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The papers as they stand from now on. `files` are sent in the multipart request; their titles are the files' names.

    `attachments`: SHA-256 (hex) of those stored before that stay. Of files that tell of people or of earlier wordings, cleaned
    copies are published; of those in `as_it_is`, by SHA-256 (hex), the files as they are, with the reason for the public.
    """

    consultation_id: UUID
    explanation: str
    basis: tuple[LegalBasis, ...]
    interpretation: Interpretation
    contact: ContactPoint
    attachments: tuple[str, ...] = ()
    as_it_is: dict[str, str] = {}
    files: tuple[Upload, ...] = ()
    seen: Version | None = None


class RequestReview(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    consultation_id: UUID


class ReviewDraft(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`kinds`: the reviews that have this result, with this remark; one where it is returned."""

    consultation_id: UUID
    kinds: tuple[ReviewKind, ...]
    result: ReviewResult
    remark: str | None = None


class ReleaseDraft(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`reason`: needed only where reviews are missing; the release is then forced."""

    consultation_id: UUID
    reason: str | None = None


class SignOffRelease(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    consultation_id: UUID


class ReviewUnnamed(Refusal):
    """A review is of legality, secrecy or wording, or of several of these."""

    message = "请选择审查内容。"
    status: ClassVar[int] = 422


class OneReviewReturns(Refusal):
    """What one review returns goes back at once, so that no other can return it as well."""

    message = "退回修改的，请只选择一项审查内容。"
    status: ClassVar[int] = 422


Decision = Callable[[Consultation, datetime], Event | list[Event]]


async def execute_decision(
    runtime: Runtime, actor: Actor, command: msgspec.Struct, key: str, decision: Decision, consultation_id: UUID
) -> Done:
    """Load the decision, decide, append all or nothing: for commands that need nothing else."""
    once_only = idempotency_of(runtime, key, type(command).__name__, actor_text(actor), command)

    async def attempt() -> Done:
        state = await runtime.archive.consultation(consultation_id)
        decided = decision(state, runtime.clock.now())
        events = decided if isinstance(decided, list) else [decided]
        return await record(runtime, events, owner_id=consultation_id, key=once_only)

    return await once_per_key(runtime, once_only, attempt)


async def start_decision(runtime: Runtime, actor: Actor, command: StartDecision, key: str) -> Done:
    once_only = idempotency_of(runtime, key, "StartDecision", actor_text(actor), command)
    matter = msgspec.convert(msgspec.structs.asdict(command), decisions.Matter)

    async def attempt() -> Done:
        new_id, at = uuid4(), runtime.clock.now()
        started = decisions.start_decision(matter, consultation_id=new_id, actor=actor, at=at)
        named: list[Event] = []
        if command.place is not None:
            named = await naming_events(runtime, evolve(None, started), command.place, actor=actor, at=at)
        return await record(runtime, [*named[:-1], started, *named[-1:]], owner_id=new_id, key=once_only)

    return await once_per_key(runtime, once_only, attempt)


async def prepare_draft(runtime: Runtime, actor: Actor, command: PrepareDraft, key: str) -> Done:
    once_only = idempotency_of(runtime, key, "PrepareDraft", actor_text(actor), command)

    async def attempt() -> Done:
        state = await runtime.archive.consultation(command.consultation_id)
        await refuse_overtaken(runtime, state.id, DraftPrepared, command.seen)
        draft = await latest_draft(runtime, state)
        text = prepared_text(command.text, draft, command.depth)
        event = decisions.prepare_draft(state, text.document, actor=actor, at=runtime.clock.now())
        return await record(runtime, [event], owner_id=state.id, key=once_only, files=[text.file])

    return await once_per_key(runtime, once_only, attempt)


async def prepare_materials(runtime: Runtime, actor: Actor, command: PrepareMaterials, key: str) -> Done:
    """Raises ChangedSinceSeen, and what `added_files`, `attachments_of` and the decisions raise."""
    added = added_files(command.files)
    once_only = idempotency_of(runtime, key, "PrepareMaterials", actor_text(actor), command)
    explanation = normalised_text(command.explanation, field="explanation", max_length=MAX_EXPLANATION, required=False)
    blob, file = text_blob(explanation)

    def decision(state: Consultation, attachments: Sequence[Attachment], at: datetime) -> list[Event]:
        papers = decisions.prepare_materials(
            state,
            explanation=blob if explanation else None,
            basis=tuple(_checked_basis(basis) for basis in command.basis),
            interpretation=_checked_interpretation(command.interpretation),
            attachments=tuple(each.named for each in attachments),
            contact=command.contact,
            actor=actor,
            at=at,
        )
        treated = tuple(each.treated for each in attachments)
        if {each.treatment for each in treated} <= {FileTreatment.AS_IT_CAME}:
            return [papers]
        return [papers, treat_attachments(evolve(state, papers), treated, actor=actor, at=at)]

    async def attempt() -> Done:
        state = await runtime.archive.consultation(command.consultation_id)
        await refuse_overtaken(runtime, state.id, MaterialsPrepared, command.seen)
        attachments = await attachments_of(runtime, state, command.attachments, added, command.as_it_is)
        events = decision(state, attachments, runtime.clock.now())
        kept = [(each.content, each.named.blob.media_type) for each in attachments if each.content is not None]
        return await record(runtime, events, owner_id=state.id, key=once_only, files=[file, *kept])

    return await once_per_key(runtime, once_only, attempt)


def _checked_basis(basis: LegalBasis) -> LegalBasis:
    title = normalised_text(basis.title, field="basis", max_length=REASON)
    return LegalBasis(title, optional_name(basis.url, field="basis", max_length=500))


def _checked_interpretation(interpretation: Interpretation) -> Interpretation:
    parts = msgspec.structs.asdict(interpretation).items()
    checked = {
        name: text and normalised_text(text, field=name, max_length=MAX_EXPLANATION, required=False) for name, text in parts
    }
    return Interpretation(**checked)


async def request_review(runtime: Runtime, actor: Actor, command: RequestReview, key: str) -> Done:
    def decision(state: Consultation, at: datetime) -> Event:
        return decisions.request_review(state, actor=actor, at=at)

    return await execute_decision(runtime, actor, command, key, decision, command.consultation_id)


async def review_draft(runtime: Runtime, actor: Actor, command: ReviewDraft, key: str) -> Done:
    """Record one review or several. Raises ReviewUnnamed, OneReviewReturns."""
    kinds = tuple(dict.fromkeys(command.kinds))
    if not kinds:
        raise ReviewUnnamed(field="kinds")
    if command.result == ReviewResult.RETURNED and len(kinds) > 1:
        raise OneReviewReturns(field="kinds")

    def decision(state: Consultation, at: datetime) -> list[Event]:
        events: list[Event] = []
        for kind in kinds:
            events.append(decisions.review_draft(state, kind, command.result, command.remark, actor=actor, at=at))
            state = evolve(state, events[-1])
        return events

    return await execute_decision(runtime, actor, command, key, decision, command.consultation_id)


async def release_draft(runtime: Runtime, actor: Actor, command: ReleaseDraft, key: str) -> Done:
    def decision(state: Consultation, at: datetime) -> Event:
        return decisions.release_draft(state, reason=command.reason, actor=actor, at=at)

    return await execute_decision(runtime, actor, command, key, decision, command.consultation_id)


async def sign_off_release(runtime: Runtime, actor: Actor, command: SignOffRelease, key: str) -> Done:
    def decision(state: Consultation, at: datetime) -> Event:
        return decisions.sign_off_release(state, actor=actor, at=at)

    return await execute_decision(runtime, actor, command, key, decision, command.consultation_id)
