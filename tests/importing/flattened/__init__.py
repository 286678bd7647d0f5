"""Nested books in six languages, and how they are flattened, to try the importer of plain text.

words     words and sentences of each language
schemes   the markers of each level, by language
drawing   draws a nested book
flattening  writes it as a stream of lines
classes   the cases by class
scoring   compares what was read with what was drawn
"""
