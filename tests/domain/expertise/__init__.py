"""Expert reviews 专家论证: experts chosen, opinions given and used."""
