"""Read model of questionnaires: what is asked, how many have answered, and what was counted after the close."""
