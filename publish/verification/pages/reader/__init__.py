"""Reads the documents of a product, and knows no book."""
