"""Backups: base backups and the write-ahead log of the database in a folder elsewhere; the keys apart from them."""
