"""Imports flattened text (one stream of lines without hierarchy) as a book folder.

`import_text` in `importing` is the entry point. The modules in the order of the work:

blocks        lines, and the headings and paragraphs that they form
furniture     page numbers and running heads, which are removed
contents      the contents list; title_page, dates: the lines before the text
numerals      markers: what numbers say about a line
candidates    possible headings, with alignment of contents list and body, and line_score
search        the best reading of all candidates, with states, moves and weights
headings      the selected ones, with the paragraphs and run-in headings (runins) below them
ledger        the role of every character
recovery      all of these in one function
plan          the planned sections of the book, their roles, schemes and section_numbers
questions     open questions, on the review_sheet; answers reads them back
report        the import report
"""

from publish.importers.plaintext.importing import import_text

__all__ = ["import_text"]
