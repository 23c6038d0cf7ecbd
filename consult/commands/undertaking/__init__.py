"""Commands about tasks of execution 执行任务: set and changed, reported on, inspected."""
