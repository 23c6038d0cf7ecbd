"""Tasks of execution at the desk and in public."""
