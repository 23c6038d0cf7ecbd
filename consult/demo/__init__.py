"""The demonstration: six decisions with texts of its own, made through the same commands with a clock that is told the time."""

from consult.demo.access import DemoAccess, keep_access
from consult.demo.filling import fill

__all__ = ["DemoAccess", "fill", "keep_access"]
