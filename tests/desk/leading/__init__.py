"""The leaders' page: its figures, what each counts, its looks."""
