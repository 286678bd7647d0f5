"""Reads `book.toml`: strictly checked, with a line for every complaint."""
