"""E-mail to staff: letters in their language, an outbox that loses nothing, and its sending."""
