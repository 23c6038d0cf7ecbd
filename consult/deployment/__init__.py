"""Configuration files for whoever puts the platform behind a proxy."""
