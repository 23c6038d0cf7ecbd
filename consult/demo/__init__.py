"""The demonstration: six decisions with texts of its own, made through the same commands with a clock that is told the time."""

from consult.demo.filling import fill
from consult.demo.tokens import keep_tokens

__all__ = ["fill", "keep_tokens"]
