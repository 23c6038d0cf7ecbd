"""Read model of grievances: how far each is, by when the person is to be told; nothing of what it is about."""
