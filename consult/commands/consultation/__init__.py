"""Commands about a decision, from its start to adoption, ending and corrections."""
