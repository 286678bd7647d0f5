"""Converts the trees of a project's documents to a book in our Markdown, in two passes.

The first names headings and targets of links (targets, names), the second writes (book).

book          the whole book; outline: the passages of a document; sections, spine: their tree
typed_numbers numbers in titles; placed_pictures: the files of pictures
settling      typed references and numbers of captions, once all numbers are known
lost_targets  references whose target is not in the book; outside_code: patterns outside code
metadata      what documents say of themselves
tags          inline tags of HTML inside Markdown
blocks        block nodes: lists, tables, figures, boxes, code
inlines       inline nodes: spans, citations, pictures; words: plain words
context       what the writers of nodes know and collect
contexts      makes one for each document
"""
