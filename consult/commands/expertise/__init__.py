"""Commands about expert reviews 专家论证: experts chosen, their opinions, what became of them."""
