"""Importers: each turns a foreign text into the folder of a book."""
