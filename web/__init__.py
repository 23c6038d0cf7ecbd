"""Who is asking: routes, forms, templates, page cache."""
