"""The composer: breaks paragraphs as a whole, from words that are shaped once.

shaping.py    words as Pango shapes them; words.py keeps those of a style
breaks.py     where a line may end inside a word
content.py    the words of a paragraph, and what is between them
places.py     where its lines may end; spacing.py by how much spaces and letters give way
hanging.py    by how much punctuation hangs in the margins
fit.py        the best of these places, by total fit
lines.py      the planned lines; breaking.py lets the engine set them
setting.py    lines that fill the measure
ends.py       chapters that end on a few lines; asked.py what is asked of their next layout
word_line.py  text of a line that is made of words
"""
