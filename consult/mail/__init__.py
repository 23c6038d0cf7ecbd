"""E-mail: one outbox that loses nothing for letters to staff and to whoever commented, and its sending."""
