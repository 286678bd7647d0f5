"""Reads finished files back and holds them against the book; never the writers' objects."""
