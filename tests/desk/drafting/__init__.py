"""From starting a decision to its open period, at the desk."""
