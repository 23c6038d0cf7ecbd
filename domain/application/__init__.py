"""Applications 报名 to attend a participation activity: handed in, drawn by lot or invited, declined, listed."""
