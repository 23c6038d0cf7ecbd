"""Read model of decisions: their rows, published texts, files and corrections."""
