"""The desk's view of the letters that go out."""
