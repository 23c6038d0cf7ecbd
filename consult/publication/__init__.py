"""The public log as others see it: tiles, bundles, disclosures, exports, receipts checked without us."""
