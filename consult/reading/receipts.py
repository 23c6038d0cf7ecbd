"""The receipt of a comment: its content, its place in the log with proof, and its present status."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec

from consult.commands.comment.reference import ReferenceUnknown, comment_id_of, comment_of, reference_of
from consult.commands.timing import period_open
from consult.event_log import Head, LogEntry
from consult.public_log.disclosure import decode_disclosure, digest, parts_of
from consult.public_log.note import Checkpoint, tlog_proof
from consult.publication.guide import guides
from consult.publication.tree import root_at
from consult.reading.grievances import OwnGrievance, own_grievance
from consult.reading.receipt_status import ReceiptStatus, receipt_status
from consult.reading.received_files import ReceivedFile, received_files
from consult.reading.telling import Telling, telling_of
from consult.runtime import Runtime
from domain.access import Actor, Role, require
from domain.comment.events import CommentSubmitted
from domain.comment.registration import as_corrected
from domain.enumerations import BY_AUTHOR, Channel, CommentStatus, ErasureScope, RespondentKind, WithholdingReason
from domain.refusals import Refusal
from domain.sealing import CLOSED
from projections.comments.queries import comment_by_id
from projections.comments.views import CommentView
from projections.consultations.queries import consultation as consultation_view


class CheckpointUnknown(Refusal):
    """A receipt is proved against a checkpoint that covers its entry and that the log has reached."""

    message = "这份凭证可以用记录数{least}至{most}的检查点证明。"
    status = 422


class ProvedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Where the comment stands in the log. `entry`: the bytes of the leaf; `proof`: c2sp.org/tlog-proof@v1.

    `size`: of the checkpoint it is proved against; `head_size`: of the latest there is.
    """

    position: int
    leaf_hash: str
    entry: bytes
    disclosures: tuple[str, ...]
    siblings: tuple[bytes, ...]
    size: int
    head_size: int
    checkpoint: str
    proof: str
    verification_key: str


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """For the author only. `text` and the like are None where they were erased; `shown`: the comment as the public sees it.

    `articles`: the labels of those commented on; none is the whole draft. `so_far`: what happened, and what comes next.
    `grievance`: what became of it as a grievance, where it is one. `telling`: what was sent by e-mail; None where nothing was
    promised.
    """

    comment_id: UUID
    consultation_id: UUID
    consultation_title: str
    consultation_number: str | None
    number: int | None
    submitted_at: datetime
    respondent_kind: RespondentKind
    name: str | None
    articles: tuple[str, ...]
    text: str | None
    proposed_wording: str | None
    attachments: tuple[ReceivedFile, ...]
    status: CommentStatus
    reason: WithholdingReason | None
    appealed: bool
    may_withdraw: bool
    may_appeal: bool
    proved: ProvedEntry
    shown: CommentView | None
    grievance: OwnGrievance | None
    so_far: ReceiptStatus
    telling: Telling | None


class SealedValue(msgspec.Struct, frozen=True):
    """A sealed field of one's own comment. `value`: the text, or JSON; None where nothing was given."""

    name: str
    value: str | None
    digest: str


def sealed_values(proved: ProvedEntry) -> list[SealedValue]:
    """What the disclosures say, in their order."""
    return [_sealed_value(text) for text in proved.disclosures]


def _sealed_value(disclosure: str) -> SealedValue:
    _, name, raw = parts_of(decode_disclosure(disclosure))
    value = msgspec.json.decode(raw)
    text = value if isinstance(value, str) else bytes(raw).decode() if value else None
    return SealedValue(name, text, digest(disclosure))


async def find_receipt(runtime: Runtime, reference: str, size: int | None = None) -> Receipt:
    """The receipt that a reference leads to, proved against the checkpoint of `size` entries, or the present one.

    Raises ReferenceUnknown, CheckpointUnknown.
    """
    state = await comment_of(runtime, reference)
    consultation = await runtime.consultation(state.consultation_id, fresh=True)
    entries = await runtime.log.stream(state.id)
    proved = await proved_entry(runtime, entries[0], size)
    events = await runtime.archive.unsealed(entries)
    assert isinstance(events[0], CommentSubmitted)
    event = as_corrected(events[0], events)
    shown = await comment_by_id(runtime.reads, state.id)
    view = await consultation_view(runtime.reads, str(consultation.id))
    labels = {article.id: article.label for article in view.articles} if view else {}
    open_still = period_open(consultation, runtime.clock.now()) and consultation.period_closed_at is None
    return Receipt(
        comment_id=state.id,
        consultation_id=consultation.id,
        consultation_title=consultation.title if isinstance(consultation.title, str) else "",
        consultation_number=view.number if view else None,
        number=shown.number if shown else None,
        submitted_at=state.submitted_at,
        respondent_kind=state.respondent_kind,
        name=_open(event.name),
        articles=tuple(labels.get(article, article) for article in state.articles),
        text=_open(event.text),
        proposed_wording=_open(event.proposed_wording),
        attachments=received_files(event, events),
        status=state.status,
        reason=state.reason if state.status == CommentStatus.WITHHELD else None,
        appealed=state.appealed,
        may_withdraw=open_still and state.status != CommentStatus.WITHDRAWN,
        may_appeal=state.appealable and not state.appealed and state.erased != ErasureScope.ALL,
        proved=proved,
        shown=shown,
        grievance=await own_grievance(runtime, state, events, runtime.clock.now()),
        so_far=receipt_status(state, events, shown, view),
        telling=await telling_of(runtime, state, event.contact, proved.position),
    )


async def proved_entry(runtime: Runtime, entry: LogEntry, asked: int | None) -> ProvedEntry:
    """The entry of a submission with its proof; `asked`: size of the checkpoint. Raises CheckpointUnknown."""
    head = await runtime.log.head()
    size, checkpoint = await _checkpoint(runtime, head, entry.position, asked)
    siblings = await runtime.log.inclusion_proof(entry.position, size)
    ref = (entry.originator_id, entry.originator_version)
    disclosures = await runtime.sealed.disclosures([ref])
    return ProvedEntry(
        position=entry.position,
        leaf_hash=entry.leaf_hash.hex(),
        entry=entry.state,
        disclosures=disclosures.get(ref, ()),
        siblings=tuple(siblings),
        size=size,
        head_size=head.size,
        checkpoint=checkpoint,
        proof=tlog_proof(entry.position, siblings, checkpoint),
        verification_key=runtime.signer.verification_key,
    )


class RegistrationReceipt(msgspec.Struct, frozen=True, kw_only=True):
    """For the printed confirmation 登记回执 of an opinion entered for its author; `reference` is secret, for him alone."""

    reference: str
    channel: Channel
    received_on: date | None
    late: bool
    organisation: str | None
    receipt: Receipt


async def registration_receipt(runtime: Runtime, actor: Actor, command_key: str, consultation_id: UUID) -> RegistrationReceipt:
    """What the registrar prints right after entering an opinion: its reference follows from the command's idempotency key.

    Only for who entered it. Raises RoleMissing, OtherDivision, ReferenceUnknown; NotFound where there is no such decision.
    """
    consultation = await runtime.consultation(consultation_id)
    require(actor, Role.REGISTRAR, consultation.divisions)
    reference = reference_of(runtime, consultation_id, command_key)
    events = await runtime.archive.events(comment_id_of(runtime, reference))
    entered = events[0] if events else None
    if not isinstance(entered, CommentSubmitted) or entered.channel in BY_AUTHOR or entered.actor != str(actor.id):
        raise ReferenceUnknown
    event = as_corrected(entered, events)
    return RegistrationReceipt(
        reference=reference,
        channel=event.channel,
        received_on=event.received_on,
        late=event.late,
        organisation=_open(event.organisation),
        receipt=await find_receipt(runtime, reference),
    )


async def _checkpoint(runtime: Runtime, head: Head, position: int, size: int | None) -> tuple[int, str]:
    """Size and signed note. An earlier one comes out as it was: the same text, and Ed25519 signs it the same way."""
    if size is None or size == head.size:
        return head.size, head.checkpoint
    if not position < size < head.size:
        raise CheckpointUnknown(least=position + 1, most=head.size)
    root = await root_at(runtime.database.pool, size)
    return size, runtime.signer.sign(Checkpoint(runtime.settings.origin, size, root).text())


def receipt_files(runtime: Runtime, receipt: Receipt) -> dict[str, bytes]:
    """As `proof_files`, with what checks the author's own files."""
    files = proof_files(runtime, receipt.proved)
    return files | ({"attachments.sha256": attachment_lines(receipt)} if receipt.attachments else {})


def proof_files(runtime: Runtime, proved: ProvedEntry) -> dict[str, bytes]:
    """What `consult verify-receipt` checks, with a guide; the secret reference is not among it, so that it can be shown."""
    name = f"receipt-{proved.position}"
    files = {
        f"{name}.entry": proved.entry,
        f"{name}.tlog-proof": proved.proof.encode(),
        "disclosures.txt": disclosure_lines(proved),
        "vkey": f"{proved.verification_key}\n".encode(),
    }
    return files | guides(runtime, proved.size)


def attachment_lines(receipt: Receipt) -> bytes:
    """What `sha256sum --check` reads beside the author's own files."""
    named = [(file.sha256, file.name or f"attachment-{place}") for place, file in enumerate(receipt.attachments, 1)]
    return "".join(f"{digest}  {name}\n" for digest, name in named).encode()


def disclosure_lines(proved: ProvedEntry) -> bytes:
    """One disclosure a line."""
    return "".join(f"{text}\n" for text in proved.disclosures).encode()


def _open(value: object) -> str | None:
    return None if value is CLOSED or value is None else str(value)
