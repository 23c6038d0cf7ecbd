"""The desk: where a division runs a decision from its browser. Every page asks who is there; every form acts once."""
