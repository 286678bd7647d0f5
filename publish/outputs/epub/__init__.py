"""The EPUB 3.3 of a book.

writer.py                   the steps, in order
items.py                    the files of the package
navigation.py               nav document and NCX
pagebreaks.py               markers where the pages of the print edition begin
fonts.py, subsetting.py     the embedded fonts
style_filter.py, selectors.py, fallbacks.py   the style sheet for older engines as well
metadata.py, accessibility.py, package.py   the package document
container.py                all files of the container
archive.py, zipping.py      the zip file
parts.py                    the inputs of cached parts
"""

from publish.outputs.epub.writer import write_epub

__all__ = ["write_epub"]
