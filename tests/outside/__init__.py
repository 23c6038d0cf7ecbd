"""Checkers that nobody here wrote, on what the program publishes."""
