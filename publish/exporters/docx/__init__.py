"""Word: one file with real headings, notes, fields and a style for each construct.

document.py  the blocks of the document: contents, headings, languages, index
convert.py   blocks with the styles of constructs.py; inlines.py what is in them, references.py and
             index_fields.py its fields, captions.py those of captions
heading_numbers.py  numbers of headings as lists; word_lists.py these in the parts of the file
styles.py    the styles, from styles.toml
pictures.py  pictures as Word shows them
package.py   the file; body.py its text, drawings.py its drawings
"""

from publish.exporters.docx.exporting import export_docx

__all__ = ["export_docx"]
