"""Reads a finished PDF: objects, content streams, fonts, structure tree, pages."""
