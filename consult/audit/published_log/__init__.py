"""The published log as an auditor reads it: source, signed head, entries, tiles, disclosures and documents, byte by byte."""
