"""The infrastructure factory. Environment: CONSULT_DATABASE_URL, CONSULT_DATA_DIR (for the key), CONSULT_ORIGIN."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    InfrastructureFactory,
    InfrastructureFactoryError,
    ProcessRecorder,
)
from eventsourcing.utils import Environment, EnvType

from consult.persistence.bridge import Bridge
from consult.persistence.recorders import LogAggregateRecorder, LogApplicationRecorder, LogTrackingRecorder


class Factory(InfrastructureFactory[LogTrackingRecorder]):
    """Recorders over one log; events of all applications stand in one order."""

    def __init__(self, env: Environment | EnvType | None = None) -> None:
        super().__init__(env)
        url, folder = self.env.get("CONSULT_DATABASE_URL"), self.env.get("CONSULT_DATA_DIR")
        if not url or not folder:
            raise InfrastructureFactoryError("CONSULT_DATABASE_URL and CONSULT_DATA_DIR are needed")
        origin = self.env.get("CONSULT_ORIGIN") or "consult.localhost/log"
        self.bridge = Bridge(url, origin, Path(folder) / "keys" / "log")

    def aggregate_recorder(self, purpose: str = "events") -> AggregateRecorder:
        return LogAggregateRecorder(self.bridge)

    def application_recorder(self) -> ApplicationRecorder:
        return LogApplicationRecorder(self.bridge)

    def tracking_recorder(self, tracking_recorder_class: Any = None) -> LogTrackingRecorder:
        return LogTrackingRecorder(self.bridge)

    def process_recorder(self) -> ProcessRecorder:
        raise InfrastructureFactoryError("projections process the log: see the room `projections`")

    def close(self) -> None:
        self.bridge.close()
