"""Imports flattened text (one stream of lines without hierarchy) as a book folder.

`import_text` is the entry point.
"""

from publish.importers.plaintext.importing import import_text

__all__ = ["import_text"]
