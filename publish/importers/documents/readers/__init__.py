"""Readers of projects: each recognises a source and hands on its documents in reading order.

markdown_folder.py  a folder of Markdown files, in the order of their names
table.py     the readers, in the order in which they are tried
one_file.py  Word, OpenDocument, HTML, LaTeX and others: one document that holds the whole book
epub.py      EPUB; epub_text.py: its notes, readings and page marks; archives.py: zip archives
identifiers.py  identifiers of HTML that pandoc would drop
docbook.py  the divisions of a document in DocBook; asciidoc.py: AsciiDoc, by way of it
latex.py     a file or folder of LaTeX; masters.py: the master file of a folder
sphinx.py    a folder with `conf.py`; web_folder.py: a folder of web pages
opendocument.py  title, authors and words of OpenDocument; rtf_text.py: headings and notes of RTF
mkdocs.py    a folder with `mkdocs.yml`
jupyterbook.py  a folder with `_toc.yml` or `myst.yml`
quarto.py    a folder with `_quarto.yml`, or one of bookdown
yaml_files.py  settings in YAML, and heads of Markdown files; dates.py: dates in them
mdbook.py    a folder with `book.toml` and `src/SUMMARY.md`, or one of GitBook
repository.py  files about a repository, and where its texts are
"""
