"""Queues of long jobs (packs, re-checks), which run in child processes so that the server keeps answering."""
