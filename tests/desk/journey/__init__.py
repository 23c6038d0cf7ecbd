"""A whole decision in a real browser, told once for two hands: the keyboard alone, and a browser without scripts."""
