"""Tests of real_input."""
