"""Public pages of questionnaires: answering, receipts, figures."""
