"""Commands about applications to attend: submitting, withdrawing, declining, closing, drawing, inviting, erasing."""
