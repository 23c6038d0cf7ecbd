"""Read model of expert reviews 专家论证, as they are published with a decision."""
