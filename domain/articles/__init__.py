"""Texts made of articles 条: parsed, their articles identified across versions, two versions compared."""
