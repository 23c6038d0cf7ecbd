"""Reads all entry bundles of the published log in order, with their level-0 tiles; reports what is missing or malformed."""

from __future__ import annotations

from collections.abc import Iterator

from consult.audit.findings import AuditFinding, Findings
from consult.audit.published_log.source import Source
from consult.audit.published_log.tiles import BundleMalformed, bundle_path, entries_in, tile_path, widths
from consult.public_log.tiles import WIDTH


class Bundles:
    """The bundles of one source; findings about them are added to `findings`."""

    def __init__(self, source: Source, findings: Findings) -> None:
        self._source, self._findings = source, findings

    def in_order(self, size: int) -> Iterator[tuple[int, int, list[bytes], bytes | None]]:
        """Index, width, entries and level-0 tile of each bundle of a log of this size. A bundle that cannot be read is empty."""
        paths = (
            path for index, width in enumerate(widths(size)) for path in (bundle_path(index, width), tile_path(0, index, width))
        )
        found = self._source.read_all(paths)
        for index, width in enumerate(widths(size)):
            bundle, tile = next(found), next(found)
            yield index, width, self._entries(index, width, bundle), tile

    def _entries(self, index: int, width: int, bundle: bytes | None) -> list[bytes]:
        place = bundle_path(index, width)
        self._findings.checked["bundles"] += 1
        try:
            if bundle is not None:
                return entries_in(bundle)
        except BundleMalformed as error:
            self._report("bundle-malformed", index, place, str(error))
            return []
        self._report("bundle-missing", index, place, None)
        return []

    def _report(self, code: str, index: int, place: str, said: str | None) -> None:
        self._findings.add(AuditFinding(code=code, positions=(index * WIDTH,), place=self._source.link(place), said=said))
