"""What stands inside files beside what they show: who wrote them, where, and what was deleted; and copies without it."""
