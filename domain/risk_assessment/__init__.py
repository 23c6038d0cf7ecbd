"""The aggregate of one risk assessment 风险评估 of a text: risks found with their measures, and the result."""
