"""What goes over the wire: types of ASGI, headers, compression, static files."""
