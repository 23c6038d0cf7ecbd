"""Commands on the catalogue of decision matters of a year, and on the place of a decision in it."""
