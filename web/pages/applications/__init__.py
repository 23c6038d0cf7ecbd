"""Public pages of applications to attend: the form, one's own application, the lot."""
