"""What staff, authors and the public ask of the log and the sealed store; nothing here writes."""
