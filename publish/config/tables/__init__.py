"""The files of authors as types: msgspec rejects unknown keys and wrong types.

table.py     what all tables are made of
manifest.py  `book.toml`, and `theme.toml` in the folder of a book
printers.py  what a printer asks of the files of a book
shops.py     what a shop or a device asks of an EPUB
"""
