"""The archive: streams of the log read back with everything that the sealed store still holds of them."""
