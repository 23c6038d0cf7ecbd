"""What reviewers and releasers look at beside their forms: the text, its papers, and the reviews made so far."""

from __future__ import annotations

from litestar import Response, get

from consult.commands.consultation.returning import ReturnDraft
from consult.commands.table import row_of
from consult.commands.texts import latest_draft
from consult.reading.previews import attachment_of, explanation_of
from consult.reading.returns import pending_returns
from domain.enumerations import Returnable, ReviewKind
from domain.sealing import value_or_none
from web.desk.access.decision import ROOT, AtDesk, at_desk
from web.desk.access.session import DeskRequest
from web.desk.drafting.review_names import named_reviews
from web.pages.decision import text_context
from web.pages.files import file_answer
from web.shared.request_state import runtime_of


async def review_context(request: DeskRequest, desk: AtDesk) -> dict[str, object]:
    """Text, papers, who wrote and submitted them, every review with its remark, and which reviews are still missing."""
    runtime, state = runtime_of(request), desk.state
    draft = await latest_draft(runtime, state)
    papers = state.materials
    return {
        **text_context(draft.text),
        "stale": draft.stale,
        "explanation": await explanation_of(runtime, state),
        "papers": papers,
        "basis": (value_or_none(papers.basis) or ()) if papers else (),
        "interpretation": papers and value_or_none(papers.interpretation),
        "attachments": (value_or_none(papers.attachments) or ()) if papers else (),
        "treated": value_or_none(state.treated) or (),
        "contact": papers and value_or_none(papers.contact),
        "names": await runtime.staff.names(),
        "reviews": await named_reviews(runtime, state.id),
        "kinds": list(ReviewKind),
        "returned": await pending_returns(runtime, state, Returnable.DRAFT),
        "may_return": row_of(ReturnDraft).may(desk.signed.actor, state.divisions, state, runtime.clock.now()),
    }


FILE = f"{ROOT}/files/{{sha256:str}}"


@get(FILE, name="desk_file")
async def attachment(request: DeskRequest) -> Response[bytes]:
    """An attachment of the papers as they stand. Raises NotFound."""
    desk, sha256 = await at_desk(request), request.path_params["sha256"]
    content, media_type = await attachment_of(runtime_of(request), desk.state, sha256)
    return file_answer(content, media_type, sha256[:12], "no-store")


handlers = [attachment]
