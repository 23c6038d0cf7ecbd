"""The aggregate of one expert review 专家论证: experts, their interests, their opinions and what became of them."""
