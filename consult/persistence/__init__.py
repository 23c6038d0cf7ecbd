"""The event log as an `eventsourcing` persistence module: PERSISTENCE_MODULE=consult.persistence."""

from consult.persistence.factory import Factory

__all__ = ["Factory"]
