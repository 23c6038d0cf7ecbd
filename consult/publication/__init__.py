"""The public log as it is served: checkpoint, tiles, disclosures, witnesses, time stamps, verification guide."""
