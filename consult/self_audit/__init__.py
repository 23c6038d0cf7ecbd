"""The audit run on this program's own log, for the auditors at the desk."""
