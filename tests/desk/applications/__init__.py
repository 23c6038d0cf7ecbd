"""Applications to attend: handed in, drawn, listed, told by reference; and the lot repeated by a shell."""
