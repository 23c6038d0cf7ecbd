"""A draft before publication, as the public would see it: same templates, marked as a preview, never cached or indexed."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, get
from litestar.response import Redirect

from consult.commands.consultation.preview_links import decision_of_preview_link
from consult.reading.previews import DraftPreview, attachment_of, draft_preview
from consult.runtime import Runtime
from projections.consultations.queries import consultation
from web.pages.decision import consultation_context, draft_context
from web.pages.files import file_answer
from web.shared.render import page
from web.shared.request import PageRequest
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

PREVIEW = "/preview/{token:str}"
UNSEEN = {"x-robots-tag": "noindex, nofollow", "cache-control": "no-store"}


class PreviewContext(msgspec.Struct, frozen=True):
    """What templates know of a preview. `root`: its address; `back`: where staff return to, none for whoever was sent a link.

    `dated`: its dates are those of the published call.
    """

    root: str
    back: str = ""
    dated: bool = False


def preview_page(request: PageRequest, preview: DraftPreview, at: PreviewContext, *, whole: bool) -> Response[bytes]:
    """The decision's page, or its `whole` draft."""
    if whole:
        context, template = draft_context(preview.view, preview.text), "draft.html"
    else:
        context, template = consultation_context(request, preview.view, preview.text.articles), "consultation.html"
    return page(request, template, context, preview=at, open=False, headers=UNSEEN)


async def preview_file(runtime: Runtime, preview: DraftPreview, sha256: str) -> Response[bytes]:
    """An attachment of the papers as they stand. Raises NotFound."""
    content, media_type = await attachment_of(runtime, preview.state, sha256)
    response = file_answer(content, media_type, sha256[:12], "no-store")
    response.headers["x-robots-tag"] = UNSEEN["x-robots-tag"]
    return response


async def _linked(request: PageRequest) -> DraftPreview | Redirect:
    """What the link shows; once it is published, the way to the published page. Raises NotFound, PreviewEnded."""
    runtime = runtime_of(request)
    consultation_id = await decision_of_preview_link(runtime, request.path_params["token"])
    published = await consultation(runtime.reads, consultation_id)
    if published is not None:
        address = f"{locale_of(request.url.path).prefix}/consultations/{published.number}"
        return Redirect(address, status_code=303, headers=UNSEEN)
    return await draft_preview(runtime, consultation_id)


def _at(request: PageRequest) -> PreviewContext:
    return PreviewContext(f"/preview/{request.path_params['token']}")


@get([PREVIEW, f"/en{PREVIEW}"], name="preview")
async def preview(request: PageRequest) -> Response[Any]:
    found = await _linked(request)
    return found if isinstance(found, Redirect) else preview_page(request, found, _at(request), whole=False)


@get([f"{PREVIEW}/draft", f"/en{PREVIEW}/draft"], name="preview_draft")
async def preview_of_draft(request: PageRequest) -> Response[Any]:
    found = await _linked(request)
    return found if isinstance(found, Redirect) else preview_page(request, found, _at(request), whole=True)


@get(f"{PREVIEW}/files/{{sha256:str}}", name="preview_file")
async def file_of_preview(request: PageRequest) -> Response[Any]:
    found = await _linked(request)
    if isinstance(found, Redirect):
        return found
    return await preview_file(runtime_of(request), found, request.path_params["sha256"])


handlers: list[Any] = [preview, preview_of_draft, file_of_preview]
