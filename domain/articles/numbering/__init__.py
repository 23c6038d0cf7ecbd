"""How parts of a text are numbered: numerals, labels, levels, and the order they come in."""
