"""Deliberate breakages: each takes one rule out of the program, and a test of the suite must fail because of it."""
