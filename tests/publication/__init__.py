"""Tests of publication: the public log over HTTP, exports, receipts, the safety of the head."""
