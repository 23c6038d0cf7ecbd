"""Read model of tasks of execution: as each stands, and all that was said of it in public, step by step."""
