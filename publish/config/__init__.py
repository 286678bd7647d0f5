"""Reads `book.toml` with strict checks; each error has its line."""
