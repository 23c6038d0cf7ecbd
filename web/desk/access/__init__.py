"""What every desk page asks first: who is signed in, which decision, and whether he may read it."""
