"""Read model of the catalogues of decision matters 重大行政决策事项目录."""
