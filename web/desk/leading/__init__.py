"""The leaders' page 领导页: how decisions are handled, by division and year, each figure with what it counts."""
