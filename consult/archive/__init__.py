"""The archive: reads event streams from the log and fills in what the sealed store still holds of their sealed fields."""
