"""Anchors as files: the time stamp and the text that was stamped, beside the log as its entries give them."""

from __future__ import annotations

from consult.audit.findings import AuditFinding, Findings
from consult.audit.published_log.known_paths import KnownPaths
from consult.audit.published_log.source import Source
from consult.public_log.manifest import MANIFEST
from consult.public_log.note import Checkpoint
from domain.anchor.events import AnchorRecorded


class AnchorFiles:
    """A site and an export have them; a bare copy of the log need not."""

    def __init__(self, source: Source, findings: Findings, known: KnownPaths, origin: str) -> None:
        self._source, self._findings, self._known, self._origin = source, findings, known, origin

    def check(self, position: int, anchor: AnchorRecorded) -> None:
        """Both files of the anchor at `position`, byte for byte."""
        text = Checkpoint(self._origin, anchor.size, anchor.root).text().encode()
        for ending, own in (("tsr", anchor.token), ("txt", text)):
            path = f"log/anchors/{position}.{ending}"
            content = self._source.read(path)
            self._known.add(path)
            if content != own and (content is not None or self._is_whole()):
                code = "anchor-file-differs" if content is not None else "file-missing"
                self._findings.add(AuditFinding(code=code, positions=(position,), place=self._source.link(path)))

    def _is_whole(self) -> bool:
        return self._source.files() is None or self._source.read(MANIFEST) is not None
