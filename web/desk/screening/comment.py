"""One comment at the desk: what it says, what happened to it, and every step about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler

from consult.commands.comment import revision, screening
from consult.commands.comment.erasure import EraseComment, RequestErasure
from consult.commands.desk_step import COMMENT, DeskCommand
from consult.commands.grievance.registration import ReferComment, RegisterBeside
from consult.commands.table import DESK, row_of
from consult.reading.comments import CommentFile, comment_attachment, comment_file
from domain.enumerations import CommentStatus
from web.desk.access.articles import article_labels
from web.desk.access.decision import AtDesk, decision_context, id_in
from web.desk.access.session import DeskRequest, require_fresh, signed_in
from web.desk.forms.command import command_from
from web.desk.forms.due import BY_ANOTHER
from web.desk.forms.form import DeskForm, FormCommand, FormContent, carry_out, form_page
from web.desk.forms.input import FormInput
from web.desk.forms.routes import form_routes
from web.desk.screening import comment_forms
from web.desk.screening.notices import notice_of
from web.pages.files import file_answer
from web.shared.request_state import runtime_of
from web.shared.wording.languages import Locale, locale_of

PATH = "/desk/comments/{comment_id:str}"


class AtComment(msgspec.Struct, frozen=True):
    """A person before one comment."""

    desk: AtDesk
    file: CommentFile
    now: datetime

    @property
    def address(self) -> str:
        return f"/desk/comments/{self.file.row.comment_id}"

    @property
    def own_address(self) -> str:
        """Back to the comment, saying which."""
        return f"{self.address}?of={self.file.row.number}"

    async def stored(self) -> FormContent:
        """What whoever was overtaken has been shown now."""
        return FormContent(seen=self.file.state.version)

    @property
    def next_address(self) -> str:
        """Where one goes after screening it: see `screening.next_awaiting`."""
        number = self.file.row.number
        return f"{self.desk.root}/screening/next?after={number}&of={number}"

    @property
    def offered(self) -> dict[str, DeskCommand]:
        """The steps that can be taken now by this person, by path: some by another than who took the one before, one by him."""
        actor, divisions = self.desk.signed.actor, self.desk.state.divisions
        state, me = self.file.state, str(self.desk.signed.actor.id)
        before = {
            **dict.fromkeys(("/appeal-decision", "/revision", "/confirmation"), state.screened_by),
            "/registration-correction": state.registered_by,
            "/erasure": state.pending_erasure.requested_by if state.pending_erasure else None,
        }
        rows = [row for row in DESK if row.path.startswith(COMMENT) and row.may(actor, divisions, state, self.now)]
        found = {row.page: row for row in rows if before.get(row.page) != me}
        return found if state.screened_by == me else {page: row for page, row in found.items() if page != "/second-look"}

    @property
    def by_another(self) -> frozenset[str]:
        """The steps whose time it is, but not for this person."""
        rows = (row for row in DESK if row.page in BY_ANOTHER and row.path.startswith(COMMENT))
        due = (row.page for row in rows if row.when and row.when(self.file.state, self.now))
        return frozenset(due) - frozenset(self.offered)


async def at_comment(request: DeskRequest) -> AtComment:
    """Raises NotSignedIn, NotFoundException, NotFound, RoleMissing, OtherDivision."""
    signed, runtime = await signed_in(request), runtime_of(request)
    found = await comment_file(runtime, signed.actor, id_in(request, "comment_id"))
    return AtComment(AtDesk(signed, found.consultation), found, runtime.clock.now())


def comment_context(at: AtComment, **more: object) -> dict[str, Any]:
    return decision_context(
        at.desk,
        file=at.file,
        row=at.file.row,
        written=at.file.written,
        labels=article_labels(at.desk.state),
        address=at.address,
        offered=at.offered,
        by_another=at.by_another,
        words_by_another=BY_ANOTHER,
        **more,
    )


@get([PATH, f"/en{PATH}"], name="desk_comment")
async def comment(request: DeskRequest) -> Response[bytes]:
    """The comment."""
    at, locale = await at_comment(request), locale_of(request.url.path)
    context = comment_context(at, done=notice_of(request))
    withholding = "/withholding" in at.offered
    form = comment_forms.withholding(locale) if withholding else comment_forms.appeal_decision(locale, at.file.state.status)
    form = msgspec.structs.replace(form, template="desk/comment.html")
    return form_page(request, at.desk.signed, form, FormInput(), context)


@get(f"{PATH}/attachments/{{place:int}}", name="desk_attachment")
async def attachment(request: DeskRequest) -> Response[bytes]:
    """A file that came with the comment, under a neutral name."""
    signed = await signed_in(request)
    place, comment_id = int(request.path_params["place"]), id_in(request, "comment_id")
    found = await comment_attachment(runtime_of(request), signed.actor, comment_id, place)
    if found is None:
        raise NotFoundException
    return file_answer(found.content, found.blob.media_type, f"comment-{place}", "no-store", found.notes)


class CommentStep(msgspec.Struct, frozen=True, kw_only=True):
    """What only the web knows of a step about a comment. `onward`: whether the next comment to be screened comes after it.

    `of_status`: where the form depends on what has become of the comment.
    """

    form: Callable[[Locale], DeskForm]
    onward: bool = False
    of_status: Callable[[Locale, CommentStatus], DeskForm] | None = None

    def asked(self, locale: Locale, status: CommentStatus) -> DeskForm:
        return self.of_status(locale, status) if self.of_status else self.form(locale)


STEPS: dict[type[msgspec.Struct], CommentStep] = {
    screening.PublishComment: CommentStep(form=comment_forms.publication, onward=True),
    screening.WithholdComment: CommentStep(form=comment_forms.withholding, onward=True),
    revision.AskSecondLook: CommentStep(form=comment_forms.second_look),
    revision.ConfirmScreening: CommentStep(form=comment_forms.confirmation),
    screening.DecideAppeal: CommentStep(form=comment_forms.appeal_decision, of_status=comment_forms.appeal_decision),
    ReferComment: CommentStep(form=comment_forms.referral, onward=True),
    RegisterBeside: CommentStep(form=comment_forms.beside),
    RequestErasure: CommentStep(form=comment_forms.erasure_request),
    EraseComment: CommentStep(form=comment_forms.erasure),
}


def step_routes(row: DeskCommand, step: CommentStep) -> list[HTTPRouteHandler]:
    """The form, and what it sends."""

    async def shown(request: DeskRequest) -> Response[bytes]:
        at, form = await _asked(request, row, step)
        if form.fresh:
            require_fresh(request, at.desk.signed)
        return form_page(request, at.desk.signed, form, FormInput(), comment_context(at))

    async def sent(request: DeskRequest) -> Response[Any]:
        at, form = await _asked(request, row, step)
        back = at.next_address if step.onward else at.own_address
        context = comment_context(at)

        def build(given: FormInput) -> msgspec.Struct:
            return command_from(row.command, given, comment_id=at.file.row.comment_id)

        return await carry_out(request, FormCommand(form=form, build=build, back=back, context=context))

    shown.__doc__ = sent.__doc__ = f"The step {row.page} of a comment."
    return form_routes(f"{PATH}{row.page}", f"desk_comment{row.page}", shown, sent)


async def _asked(request: DeskRequest, row: DeskCommand, step: CommentStep) -> tuple[AtComment, DeskForm]:
    at = await at_comment(request)
    at.desk.require(row.role, row.of)
    return at, step.asked(locale_of(request.url.path), at.file.state.status)


handlers: list[Any] = [
    comment,
    attachment,
    *(route for command, step in STEPS.items() for route in step_routes(row_of(command), step)),
]
