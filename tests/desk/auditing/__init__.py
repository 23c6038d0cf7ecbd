"""What auditors see at the desk."""
