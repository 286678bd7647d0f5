"""Imports documents of other programs as a book folder: Word, HTML, books of mdBook and others.

readers/     project readers: the documents of a source in reading order, and its metadata
dialects/    passes over dialects of Markdown, before they are parsed
source_files the texts of files of a source
program      one process of pandoc parses all documents into trees
ooxml/       Word files, so that the parser loses nothing of them
tree         the nodes of these trees
changes      tracked changes and comments of Word; styles: what its styles mean
skipped      what the parser left out by its own word; source_words: words that it may have dropped
title_page   paragraphs that repeat the title and the authors
conversion/  from trees to our Markdown, with names and links of the whole book
references/  typed references and captions, and the numbered things that they mean
works        the files of cited works and their keys
accounting   the words of source and book compared; ledger: what is left out, by kind
report       the import report
order        the order of the documents of a folder, as a question
looks        headings that are only looks, as a question
passes       from the parsed documents to the trees that are converted
importing    all of these, from first to last
"""
