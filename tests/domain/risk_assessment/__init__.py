"""Risk assessments 风险评估: risks found, results reported."""
