"""The web edition: a folder of HTML pages that any server of files shows, or none.

page_format.py   how its pages differ from those of other formats
specs.py         its pages in order: a page that opens the book, then those of the text
site_contents.py the contents beside each page, open at its place, and what comes before and after
notes.py         each note after the block that calls it
html_pages.py    the finished pages as HTML, with the numbers of print pages
head.py          metadata for search engines, reference managers and social cards
html.py          from XHTML to HTML
assets.py        style sheet, fonts, script, images
woff2.py         a font as browsers load it
packed_fonts.py  packs the fonts beside the pages
icon.py          the icon
structure.py     headings, names of sections, speeches as HTML has them
needed_rules.py  the rules of a style sheet that the pages need
named_classes.py the classes of a page that something names
compact_css.py   those rules without the spaces between them
inline_styles.py styles of single elements as rules
page_files.py    writes the pages, from which the index of the search is made
moved.py         what leads on from the addresses of an earlier edition
downloads.py     the other editions, which readers can download
offline.py       reading without a connection
site_files.py    files for servers and search engines
search.py        the index of the search
planning.py      what the edition consists of, before its first file is written
writer.py        from a settled book to the folder
"""
