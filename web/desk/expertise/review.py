"""One expert review at the desk: who was asked, what each declared and found, what became of it, what is still missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from litestar import Response, get
from litestar.exceptions import NotFoundException

from consult.commands.expertise import opinions, panel
from consult.commands.table import row_of
from consult.reading.body_files import body_file
from domain.consultation.state import Consultation
from domain.expertise.opinions import require_complete
from domain.expertise.refusals import ExpertInterested
from domain.expertise.state import Expert
from domain.refusals import Refusal
from domain.sealing import CLOSED
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest
from web.desk.expertise.at_review import PATH, AtReview, at_review, review_context
from web.pages.files import file_answer
from web.shared.error_pages import refusal_text
from web.shared.render import page
from web.shared.request_state import runtime_of
from web.shared.wording.languages import Locale, locale_of


@get([PATH, f"/en{PATH}"], name="desk_expert_review")
async def expert_review(request: DeskRequest) -> Response[bytes]:
    at, locale = await at_review(request), locale_of(request.url.path)
    context = review_context(
        at,
        offered={expert.number: list(_offered(at, expert)) for expert in at.review.experts},
        may_ask=_may(at, panel.AskExpert),
        may_conclude=_may(at, opinions.ConcludeReview),
        missing=list(_missing(at, locale)),
        pages={name: row.page for name, row in ROWS.items()},
        excluded=[refusal_text(ExpertInterested(expert=each.number), locale) for each in at.review.experts if each.excluded],
    )
    return page(request, "desk/expertise/review.html", context, done=outcome_notice(request))


ROWS = {
    row.name: row
    for row in (
        row_of(panel.DeclareInterest),
        row_of(panel.InviteExpert),
        row_of(opinions.GiveOpinion),
        row_of(opinions.UseOpinion),
    )
}


def _may(at: AtReview, command: type) -> bool:
    state: Consultation = at.desk.state
    running = state.adopted_at is None and state.ended_at is None
    row = row_of(command)
    return running and not at.review.concluded and row.role in at.desk.signed.actor.roles


def _offered(at: AtReview, expert: Expert) -> Iterator[str]:
    """Names of the commands that come next for an expert."""
    if expert.interest is None and _may(at, panel.DeclareInterest):
        yield "declare_interest"
    elif expert.interest is not None and not expert.excluded and not expert.invited and _may(at, panel.InviteExpert):
        yield "invite_expert"
    elif expert.invited and expert.opinion is None and _may(at, opinions.GiveOpinion):
        yield "give_opinion"
    elif expert.opinion is not None and _may(at, opinions.UseOpinion):
        yield "use_opinion"


def _missing(at: AtReview, locale: Locale) -> Iterator[str]:
    """Why it cannot be concluded yet, as the command would say."""
    if at.review.concluded:
        return
    try:
        require_complete(at.review)
    except Refusal as refusal:
        yield refusal_text(refusal, locale)


@get(f"{PATH}/files/{{expert:int}}", name="desk_expert_opinion_file")
async def opinion_file(request: DeskRequest) -> Response[bytes]:
    """The signed opinion, for staff. Raises NotFoundException, FileInfected."""
    at = await at_review(request)
    number = int(request.path_params["expert"])
    given = next((each.opinion for each in at.review.experts if each.number == number), None)
    if given is None or given.file is CLOSED:
        raise NotFoundException
    found = await body_file(runtime_of(request), at.desk.state.id, given.file)
    if found is None:
        raise NotFoundException
    return file_answer(found.content, given.file.media_type, f"opinion-{number}", "no-store", found.notes)


handlers: list[Any] = [expert_review, opinion_file]
