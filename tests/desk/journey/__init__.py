"""A whole decision in a real browser, told once, carried out by two hands: the keyboard alone, and without scripts."""
