"""Commands about risk assessments 风险评估."""
