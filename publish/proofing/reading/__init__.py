"""What is on the pages of a finished PDF, for those who look at it as a reader does.

printed_page.py  lines, pictures and a small picture of one page
page_store.py    those of all pages, of which only new ones are read
blocks.py        what each text of a page belongs to
lines.py         the lines of a page
setting.py       how most of a book is set
layout.py        all of it
"""
