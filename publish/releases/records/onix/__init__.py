"""ONIX for Books 3.0 and 3.1: a message with a product for each edition.

message.py        the message and its header
product.py        a product: identifiers, and its blocks in their order
description.py    what it is: form, title, contributors, extents, subjects (block 1)
publishing.py     who published it, other products, prices (blocks 4 to 6)
accessibility.py  codes of list 196 for what the product claims
codes.py          codes of the lists of EDItEUR, by the words that we use
"""
