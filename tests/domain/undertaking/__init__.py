"""Tasks of execution 执行任务: set, reported on, inspected, completed."""
