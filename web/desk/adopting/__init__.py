"""Desk pages of adoption and of corrections to what is published."""
