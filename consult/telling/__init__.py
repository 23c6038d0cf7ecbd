"""Telling people by e-mail what became of their comments: from the log's events, once each, to addresses they confirmed."""
