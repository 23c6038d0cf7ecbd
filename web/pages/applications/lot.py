"""The lot of an activity: what it was drawn from, who was drawn, and lines of shell that repeat it from the published bytes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from litestar import Response, get

from domain.enumerations import Side
from projections.activities.views import ActivityView
from projections.applications.queries import (
    ApplicationView,
    application_counts,
    applications_after,
    ranked_after,
    ranks_of,
    stood_of,
)
from web.pages.activities import PATH as ACTIVITY
from web.pages.activities import activity_of
from web.shared.query import NotOffered, number_in, text_in
from web.shared.render import page
from web.shared.request import PageRequest, cache_until_changed
from web.shared.request_state import runtime_of

LOT = f"{ACTIVITY}/lot"
SIZE = 50
OBSERVER = "observer"
"""What stands for the side of who would observe in the files."""


@get([LOT, f"/en{LOT}"], name="lot")
async def lot(request: PageRequest) -> Response[bytes]:
    """Before the draw the applications as they came, after it by side and rank."""
    view, found = await activity_of(request)
    reads = runtime_of(request).reads
    rows = await _rows(request, found)
    more = rows[SIZE - 1] if len(rows) > SIZE else None
    context: dict[str, Any] = {
        "c": view,
        "a": found,
        "root": f"/consultations/{view.number}/activities/{found.number}",
        "rows": rows[:SIZE],
        "first_page": not request.query_params.get("after"),
        "next_after": _key(found, more) if more else "",
        "counts": await application_counts(reads, found.activity_id),
        "shell": shell_lines(found, f"{runtime_of(request).settings.public_url}{_address(request)}") if found.draw else "",
    }
    cached = cache_until_changed(request, view)
    return page(request, "lot.html", context, section="consultations", cached=cached)


def _address(request: PageRequest) -> str:
    return request.url.path.removeprefix("/en")


async def _rows(request: PageRequest, found: ActivityView) -> tuple[ApplicationView, ...]:
    reads = runtime_of(request).reads
    if not found.draw:
        after = number_in(request, "after", -1)
        return await applications_after(reads, found.activity_id, after=after, limit=SIZE + 1)
    return await ranked_after(reads, found.activity_id, after=_after(request), limit=SIZE + 1)


def _key(found: ActivityView, last: ApplicationView) -> str:
    return f"{last.side or ''}.{last.rank}" if found.draw else str(last.position)


def _after(request: PageRequest) -> tuple[str, int]:
    """Side and rank of the last one on the page before, as `resident.50`. Raises NotOffered."""
    side, _, rank = text_in(request, "after").rpartition(".")
    if rank and not (rank.isdecimal() and len(rank) < 10):
        raise NotOffered(field="after")
    return side, int(rank or 0)


def shell_lines(found: ActivityView, address: str) -> str:
    """Fifteen lines at most; `address`: of the lot's page."""
    assert found.draw is not None
    return f"""lot='{address}'
commitment={found.lot_commitment}
secret={found.draw.secret}
root={found.draw.log_root}
stamp={found.draw.token or ""}
curl -fsS "$lot/applications.txt" > applications.txt
curl -fsS "$lot/ranking.txt" > ranking.txt
test "$(printf %s "$secret" | sha256sum | cut -c1-64)" = "$commitment" && echo 'secret: as committed to'
seed=$(printf %s "$secret$root$stamp" | sha256sum | cut -c1-64)
while read -r side id; do
  printf '%s %s %s\\n' "$side" "$(printf %s "$seed$id" | sha256sum | cut -c1-64)" "$id"
done < applications.txt | LC_ALL=C sort |
  awk '{{ if ($1 != side) rank = 0; side = $1; print side, ++rank, $3 }}' > repeated.txt
cmp repeated.txt ranking.txt && echo 'ranking: the same'
"""


@get(f"{LOT}/applications.txt", name="lot_applications")
async def applications_file(request: PageRequest) -> Response[bytes]:
    """Side and id of each application that stood when they were closed, as they came: what the lot is drawn among."""
    _, found = await activity_of(request)
    rows = await stood_of(runtime_of(request).reads, found.activity_id, _sides(found))
    return _text(f"{side or OBSERVER} {key}" for side, key in rows)


@get(f"{LOT}/ranking.txt", name="lot_ranking")
async def ranking_file(request: PageRequest) -> Response[bytes]:
    """Side, rank and id of each, in the order of the C locale."""
    _, found = await activity_of(request)
    ranks = await ranks_of(runtime_of(request).reads, found.activity_id, _sides(found))
    rows = [(side or OBSERVER, rank, key) for side, rank, key in ranks]
    return _text(f"{side} {rank} {key}" for side, rank, key in sorted(rows))


def _sides(found: ActivityView) -> list[Side | None]:
    """For which it was drawn."""
    return [each.side for each in found.draw.draws] if found.draw else []


def _text(lines: Iterable[str]) -> Response[bytes]:
    content = "".join(f"{line}\n" for line in lines).encode()
    return Response(content, media_type="text/plain", headers={"cache-control": "no-cache"})


handlers: list[Any] = [lot, applications_file, ranking_file]
