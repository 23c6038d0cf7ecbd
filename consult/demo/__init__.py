"""The demonstration: six invented decisions, made through the ordinary commands with a clock set by the script."""

from consult.demo.access import DemoAccess, store_access
from consult.demo.filling import fill

__all__ = ["DemoAccess", "fill", "store_access"]
