"""Commands about questionnaires and responses to them."""
