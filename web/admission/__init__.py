"""Who may comment now: limits that networks share, what a decision under attack asks for, and checks of the form."""
