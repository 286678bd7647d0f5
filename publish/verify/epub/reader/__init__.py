"""Reads a finished EPUB: container, documents, and the pages of its print edition."""
