"""The catalogue of decision matters 重大行政决策事项目录 of a year: prepared, published by another, adjusted in public."""
