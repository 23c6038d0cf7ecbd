"""The figures of the issues, measured as ratios against a baseline in the same run."""
