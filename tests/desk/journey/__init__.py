"""A whole decision in a real browser, told once and carried out by two hands: the keyboard alone, and a browser without scripts."""
