"""The event log, the public log and the sealed store."""
