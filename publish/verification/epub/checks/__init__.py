"""Checks of a finished EPUB, one surface a file; each takes the finished EPUB."""
