"""Read model of risk assessments 风险评估, as they are published with a decision."""
