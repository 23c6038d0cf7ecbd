"""One comment at the desk: what it says, what happened to it, and every step about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler

from consult.commands.comment import screening
from consult.reading.comments import CommentFile, comment_attachment, comment_file
from domain.access import Role
from domain.values import AppealOutcome, CommentStatus, ErasureScope, WithholdingReason
from web.desk.access.decision import AtDesk, decision_context, id_in
from web.desk.access.session import DeskRequest, require_fresh, signed_in
from web.desk.forms.form import DeskForm, Run, carry_out, form_page
from web.desk.forms.input import Typed
from web.desk.screening import comment_forms
from web.desk.screening.articles import article_labels
from web.desk.screening.notices import notice_of
from web.pages.files import file_answer
from web.shared.languages import Locale, locale_of
from web.shared.request import runtime_of

PATH = "/desk/comments/{comment_id:str}"


class AtComment(msgspec.Struct, frozen=True):
    """A person before one comment."""

    desk: AtDesk
    file: CommentFile

    @property
    def address(self) -> str:
        return f"/desk/comments/{self.file.row.comment_id}"

    @property
    def next_address(self) -> str:
        """Where one goes after screening it: see `screening.next_awaiting`."""
        number = self.file.row.number
        return f"{self.desk.root}/screening/next?after={number}&of={number}"

    @property
    def may_screen(self) -> bool:
        actor, state = self.desk.signed.actor, self.desk.state
        return Role.SCREENER in actor.roles and actor.division_id == state.division_id

    @property
    def offered(self) -> frozenset[str]:
        """Paths of the steps that can be taken now by this person."""
        if not self.may_screen:
            return frozenset()
        state, me = self.file.state, str(self.desk.signed.actor.id)
        erasing = state.erasing
        found = {
            "/publication": state.status == CommentStatus.AWAITING and state.erased != ErasureScope.ALL,
            "/redaction": state.status == CommentStatus.AWAITING and self.file.written.text is not None,
            "/withholding": state.status == CommentStatus.AWAITING,
            "/appeal-decision": state.appeal_open and state.screened_by != me,
            "/erasure-requests": state.erased != ErasureScope.ALL and (not erasing or erasing.scope != ErasureScope.ALL),
            "/erasure": erasing is not None and erasing.requested_by != me,
        }
        return frozenset(path for path, may in found.items() if may)


async def at_comment(request: DeskRequest) -> AtComment:
    """Raises NotSignedIn, NotFoundException, NotFound, RoleMissing, OtherDivision."""
    signed = await signed_in(request)
    found = await comment_file(runtime_of(request), signed.actor, id_in(request, "comment_id"))
    return AtComment(AtDesk(signed, found.consultation), found)


def comment_context(at: AtComment, locale: Locale, **more: object) -> dict[str, Any]:
    return decision_context(
        at.desk,
        file=at.file,
        row=at.file.row,
        written=at.file.written,
        labels=article_labels(at.desk.state),
        address=at.address,
        offered=at.offered,
        steps={step.path: step.form(locale) for step in STEPS},
        **more,
    )


@get([PATH, f"/en{PATH}"], name="desk_comment")
async def comment(request: DeskRequest) -> Response[bytes]:
    """The comment."""
    at, locale = await at_comment(request), locale_of(request.url.path)
    context = comment_context(at, locale, done=notice_of(request))
    form = comment_forms.withholding(locale) if "/withholding" in at.offered else comment_forms.appeal_decision(locale)
    form = msgspec.structs.replace(form, template="desk/comment.html")
    return form_page(request, at.desk.signed, form, Typed(), context)


@get(f"{PATH}/attachments/{{place:int}}", name="desk_attachment")
async def attachment(request: DeskRequest) -> Response[bytes]:
    """A file that came with the comment, under a neutral name."""
    signed = await signed_in(request)
    place, comment_id = int(request.path_params["place"]), id_in(request, "comment_id")
    found = await comment_attachment(runtime_of(request), signed.actor, comment_id, place)
    if found is None:
        raise NotFoundException
    blob, content = found
    return file_answer(content, blob.media_type, f"comment-{place}", "no-store")


class CommentStep(msgspec.Struct, frozen=True, kw_only=True):
    """One step about a comment. `onward`: whether the next comment to be screened comes after it."""

    path: str
    form: Callable[[Locale], DeskForm]
    build: Callable[[UUID, Typed], msgspec.Struct]
    run: Run
    onward: bool = True


STEPS: tuple[CommentStep, ...] = (
    CommentStep(
        path="/publication",
        form=comment_forms.publication,
        build=lambda comment_id, given: screening.PublishComment(comment_id=comment_id),
        run=screening.publish_comment,
    ),
    CommentStep(
        path="/withholding",
        form=comment_forms.withholding,
        build=lambda comment_id, given: screening.WithholdComment(
            comment_id=comment_id,
            reason=given.choice("reason", WithholdingReason),
            note=given["note"],
            public_note=given.optional("public_note"),
        ),
        run=screening.withhold_comment,
    ),
    CommentStep(
        path="/appeal-decision",
        form=comment_forms.appeal_decision,
        build=lambda comment_id, given: screening.DecideAppeal(
            comment_id=comment_id, outcome=given.choice("outcome", AppealOutcome), note=given["note"]
        ),
        run=screening.decide_appeal,
        onward=False,
    ),
    CommentStep(
        path="/erasure-requests",
        form=comment_forms.erasure_request,
        build=lambda comment_id, given: screening.RequestErasure(
            comment_id=comment_id, scope=given.choice("scope", ErasureScope), note=given["note"]
        ),
        run=screening.request_erasure,
        onward=False,
    ),
    CommentStep(
        path="/erasure",
        form=comment_forms.erasure,
        build=lambda comment_id, given: screening.EraseComment(comment_id=comment_id),
        run=screening.erase_comment,
        onward=False,
    ),
)


def step_routes(step: CommentStep) -> list[HTTPRouteHandler]:
    """The form, and what it sends."""
    paths = [f"{PATH}{step.path}", f"/en{PATH}{step.path}"]
    name = f"desk_comment{step.path.replace('/', '_').replace('-', '_')}"

    async def shown(request: DeskRequest) -> Response[bytes]:
        at, form = await _asked(request, step)
        if form.fresh:
            require_fresh(request, at.desk.signed)
        return form_page(request, at.desk.signed, form, Typed(), comment_context(at, locale_of(request.url.path)))

    async def sent(request: DeskRequest) -> Response[Any]:
        at, form = await _asked(request, step)
        back = at.next_address if step.onward else f"{at.address}?of={at.file.row.number}"
        context = comment_context(at, locale_of(request.url.path))
        comment_id = at.file.row.comment_id
        return await carry_out(request, form, lambda given: step.build(comment_id, given), step.run, back, context=context)

    shown.__doc__ = sent.__doc__ = f"The step {step.path} of a comment."
    return [get(paths, name=name)(shown), post(paths, name=f"{name}_sent", status_code=200)(sent)]


async def _asked(request: DeskRequest, step: CommentStep) -> tuple[AtComment, DeskForm]:
    at = await at_comment(request)
    at.desk.require(Role.SCREENER)
    return at, step.form(locale_of(request.url.path))


handlers: list[Any] = [comment, attachment, *(route for step in STEPS for route in step_routes(step))]
