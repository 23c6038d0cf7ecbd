"""Grievances 转办事项: what is no opinion on the draft, registered, handed to the right channel, answered."""
