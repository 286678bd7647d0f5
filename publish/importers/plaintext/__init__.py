"""Imports flattened text (one stream of lines without hierarchy) as a book folder.

`import_text` in `importing` is the entry point. The modules in the order of the work:

decoding      the text of a file in any encoding
blocks        lines, and the headings and paragraphs that they form
archive_pages the header and licence of an archive, which are left out
furniture     page numbers and running heads, which are removed
contents      the contents list, its contents_end and entries; title_page, dates: the lines before
              the text
numerals      with markers: what numbers say about a line, by the words of many languages in
              divisions and spelled_numbers; quantities: what is not the number of a heading
learned_names names of divisions that only one text has
bare_series   headings without numbers
passages      all of these: what is body, and what is not
candidates    possible headings, with alignment of contents list and body, and line_score
search        the best reading of all candidates, with states, moves and weights
headings      the selected ones, with the paragraphs and run-in headings (runins) below them
ledger        the role of every character
recovery      all steps in one function
notes         notes by their marks; elements: lists, quotations and tables
plan          the planned sections of the book, their roles, schemes and section_numbers
questions     open questions, by clusters and with outlines, on the review_sheet; answers reads
              them back
report        the import report
"""

from publish.importers.plaintext.importing import import_text

__all__ = ["import_text"]
