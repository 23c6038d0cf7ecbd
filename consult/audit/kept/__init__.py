"""What people keep of a log, and the log held to it."""
