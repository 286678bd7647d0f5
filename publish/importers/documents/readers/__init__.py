"""Readers of projects: each recognises a source and hands on its documents in reading order.

markdown_folder.py  a folder of Markdown files, in the order of their names
table.py     the readers, in the order in which they are tried
one_file.py  Word, OpenDocument, HTML, LaTeX and others: one document that holds the whole book
epub.py      EPUB; epub_text.py: its notes, readings and page marks; archives.py: zip archives
identifiers.py  identifiers of HTML that pandoc would drop
mkdocs.py    a folder with `mkdocs.yml`
jupyterbook.py  a folder with `_toc.yml` or `myst.yml`
quarto.py    a folder with `_quarto.yml`, or one of bookdown
yaml_files.py  settings in YAML, and heads of Markdown files; dates.py: dates in them
mdbook.py    a folder with `book.toml` and `src/SUMMARY.md`
"""
