"""Markdown with the few signs a book needs, read into XHTML with a source line on every block."""
