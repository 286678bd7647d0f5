"""Typed references and captions of a source, to be compared with its numbers and made live.

words       how languages refer to a figure or a chapter, and the labels in a text
captions    captions that are paragraphs of their own, joined with what they describe
typed       typed references in running text, and links whose words are one
pending     what waits in the text until all numbers are known
things      the numbered things of a book, by kind and number
"""
