"""The EPUB 3.3 of a book."""

from publish.outputs.epub.writer import write_epub

__all__ = ["write_epub"]
