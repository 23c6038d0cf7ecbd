"""The export of the whole log, the offline pack of a decision, tables of comments; and recovery from an export."""
