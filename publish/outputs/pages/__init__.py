"""What every format of several documents shares: its pages, and what connects them.

page_format.py            how one format differs from another: templates, file names, epub:type
specs.py                  the pages of a book in order, before they are rendered
assembly.py               renders and finishes all pages, and caches each
page_finishing.py         turns one rendered page into a document of the product
links.py                  links between files, names of images, and the links read back
notes.py                  notes at the end of their file
index.py, tables.py, formulas.py   what else differs between print and screen
narrow_columns.py         long words of tables break on a phone
navigation.py             sections and captions as entries of a navigation
accessibility_facts.py    what supports or contradicts the accessibility of the pages
theme_accessibility.py    what a theme does against it
markup.py                 parsing, serialisation, elements by name
"""
