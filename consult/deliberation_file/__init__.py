"""The file for the collective deliberation 集体讨论材料 ([713] art. 29): gathered from the record, as Word and as PDF."""
