"""Writes the folder of a book, whatever it was imported from."""
