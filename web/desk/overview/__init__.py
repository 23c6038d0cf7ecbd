"""My work, and where one decision stands: what waits, what is missing, and the plain steps of the procedure."""
