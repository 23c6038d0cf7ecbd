"""Read model of applications to attend: one row each, with its rank once the lot is drawn, and how many there are."""
