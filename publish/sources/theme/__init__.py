"""Themes and appearances that a book's manifest asks for."""
