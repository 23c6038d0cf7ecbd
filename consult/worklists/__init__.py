"""What waits for whom 我的工作: the steps a person may take now, by role and division, with their clocks."""
